"""PyTorch and ONNX Runtime as peers of the benchmark.

Reads one request a line from standard input, a JSON object with "do", and answers with one line:

  hello    {threads, libraries}            -> {torch, onnxruntime}: of those, versions, or null and a reason
  prepare  {key, library, layout, folder, workload}  -> {}; reads FOLDER/NAME.npy
  outputs  {key, folder}                   -> {names}; writes FOLDER/NAME.npy
  time     {key, repetitions}              -> {ms, core_ms}: wall and CPU time of a repetition
  close    {key}                           -> {}

A request that fails is answered with {error}.
"""

import importlib
import json
import os
import sys
import time

import numpy as np


def tensor(folder, name):
    import torch

    return torch.from_numpy(np.load(os.path.join(folder, name + ".npy")))


class TorchSampler:
    """affine_grid and grid_sample, with zeros outside and half-pixel coordinates."""

    def __init__(self, request):
        import torch

        workload, folder = request["workload"], request["folder"]
        self.both = workload["pass"] == "both"
        self.axes = len(workload["output"])
        last = torch.channels_last if self.axes == 2 else torch.channels_last_3d
        self.layout = last if request["layout"] == "NHWC" else torch.contiguous_format
        self.mode = {"bilinear": "bilinear", "bicubic": "bicubic"}[workload["kernel"]]
        self.image = self.channels_first(tensor(folder, "u"))
        self.theta = tensor(folder, "theta").reshape(-1, self.axes, self.axes + 1)
        self.size = [*self.image.shape[:2], *workload["output"]]
        if self.both:
            self.image.requires_grad_()
            self.theta.requires_grad_()
            self.upstream = self.channels_first(tensor(folder, "upstream"))

    def channels_first(self, array):
        return array.movedim(-1, 1).contiguous(memory_format=self.layout)

    def run(self):
        import torch
        import torch.nn.functional as F

        grid = F.affine_grid(self.theta, self.size, align_corners=False)
        v = F.grid_sample(self.image, grid, self.mode, "zeros", align_corners=False)
        if not self.both:
            return [v]
        return [v, *torch.autograd.grad(v, [self.image, self.theta], self.upstream)]

    def outputs(self):
        arrays = [a.detach() for a in self.run()]
        arrays[:2] = [a.movedim(1, -1) for a in arrays[:2]]
        return dict(zip(["v", "du", "dtheta"], [a.contiguous().numpy() for a in arrays]))

    def time(self, repetitions):
        import torch

        with torch.set_grad_enabled(self.both):
            return timed(self.run, repetitions)


class OnnxSampler:
    """AffineGrid and GridSample, forward only."""

    def __init__(self, request):
        import onnxruntime

        workload, folder = request["workload"], request["folder"]
        u = np.load(os.path.join(folder, "u.npy"))
        theta = np.load(os.path.join(folder, "theta.npy"))
        axes = len(workload["output"])
        self.feed = {
            "u": np.ascontiguousarray(np.moveaxis(u, -1, 1)),
            "theta": theta.reshape(-1, axes, axes + 1),
        }
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            self.model(workload), options, providers=["CPUExecutionProvider"]
        )

    def model(self, workload):
        from onnx import TensorProto, helper

        u, theta = self.feed["u"].shape, self.feed["theta"].shape
        size = [*u[:2], *workload["output"]]
        mode = {"bilinear": "linear", "bicubic": "cubic"}[workload["kernel"]]
        graph = helper.make_graph(
            [
                helper.make_node("AffineGrid", ["theta", "size"], ["grid"]),
                helper.make_node("GridSample", ["u", "grid"], ["v"], mode=mode),
            ],
            "sampler",
            [
                helper.make_tensor_value_info("u", TensorProto.FLOAT, u),
                helper.make_tensor_value_info("theta", TensorProto.FLOAT, theta),
            ],
            [helper.make_tensor_value_info("v", TensorProto.FLOAT, size)],
            [helper.make_tensor("size", TensorProto.INT64, [len(size)], size)],
        )
        # The first versions with volumes and with AffineGrid.
        opset = helper.make_opsetid("", 20)
        return helper.make_model(graph, opset_imports=[opset], ir_version=9).SerializeToString()

    def run(self):
        return self.session.run(None, self.feed)

    def outputs(self):
        return {"v": np.moveaxis(self.run()[0], 1, -1)}

    def time(self, repetitions):
        return timed(self.run, repetitions)


class TorchNetwork:
    """A network with the toolkit's weights: training steps on bytes, or inference on floats."""

    def __init__(self, request):
        import torch

        workload, folder = request["workload"], request["folder"]
        self.layout = (
            torch.channels_last if request["layout"] == "NHWC" else torch.contiguous_format
        )
        self.both = workload["pass"] == "both"
        self.losses_comparable = workload["repeatable"]

        def weight(path, side=1):
            return arranged(tensor(folder, path.replace("/", ".")), side)

        self.net = network(workload["network"], weight).to(memory_format=self.layout)
        self.net.train(self.both)
        self.images = tensor(folder, "images").movedim(-1, 1).contiguous(memory_format=self.layout)
        if self.both:
            self.labels = tensor(folder, "labels").long()
            self.optimizer = {
                "sgd": lambda p: torch.optim.SGD(p, lr=workload["rate"]),
                "adam": lambda p: torch.optim.Adam(p, lr=workload["rate"]),
            }[workload["optimizer"]](self.net.parameters())

    def pixels(self):
        return self.images.float().mul(1 / 255) if self.both else self.images

    def step(self):
        import torch.nn.functional as F

        self.optimizer.zero_grad()
        loss = F.cross_entropy(self.net(self.pixels()), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def infer(self):
        import torch

        with torch.inference_mode():
            return self.net(self.pixels())

    def outputs(self):
        self.net.eval()
        outputs = {"logits": self.infer().numpy().copy()}
        self.net.train(self.both)
        if self.both and self.losses_comparable:
            outputs["losses"] = np.array([self.step() for _ in range(3)], "float32")
        return outputs

    def time(self, repetitions):
        return timed(self.step if self.both else self.infer, repetitions)


def arranged(weight, side: int):
    """A weight of the toolkit in PyTorch's order; a layer behind feature maps has their side."""
    if weight.dim() == 4:
        return weight.permute(3, 2, 0, 1)
    if weight.dim() == 2:
        # Rows are in the order of NHWC; those of NCHW are wanted.
        rows = weight.reshape(side * side, -1, weight.shape[1]).transpose(0, 1)
        return rows.reshape(-1, weight.shape[1]).t()
    return weight


def network(name, weight):
    """The toolkit's network of a name, see org.stnjava.models.classifier.

    weight(PATH) and weight(PATH, side) give the weights, arranged.
    """
    import torch
    from torch import nn
    from torch.nn import functional as F

    def conv(path):
        kernel = weight(path + "/kernel")
        layer = nn.Conv2d(kernel.shape[1], kernel.shape[0], kernel.shape[2])
        return filled(layer, kernel, weight(path + "/bias"))

    def dense(path, side=1):
        kernel = weight(path + "/kernel", side)
        layer = nn.Linear(kernel.shape[1], kernel.shape[0])
        return filled(layer, kernel, weight(path + "/bias"))

    def filled(layer, kernel, bias):
        layer.weight.data.copy_(kernel)
        layer.bias.data.copy_(bias)
        return layer

    class Transformer(nn.Module):
        def __init__(self, localization, side):
            super().__init__()
            self.localization = localization
            self.side = side

        def forward(self, u):
            theta = self.localization(u).view(-1, 2, 3)
            size = [u.shape[0], u.shape[1], self.side, self.side]
            grid = F.affine_grid(theta, size, align_corners=False)
            return F.grid_sample(u, grid, align_corners=False)

    class Normalize(nn.Module):
        def forward(self, u):
            return (u - 0.1307) * (1 / 0.3081)

    def pool():
        return nn.MaxPool2d(2)

    plain = name.endswith("-plain")
    loc, body = "st0/localization/", "classifier/"
    # Layers are made in the order in which they run.
    if name.startswith("tutorial"):
        before = [Normalize()]
        transformer = [] if plain else [
            Transformer(
                nn.Sequential(
                    *[conv(loc + "conv1"), pool(), nn.ReLU()],
                    *[conv(loc + "conv2"), pool(), nn.ReLU(), nn.Flatten()],
                    *[dense(loc + "fc", 3), nn.ReLU(), dense(loc + "theta")],
                ),
                28,
            )
        ]
        classifier = [
            *[conv(body + "conv1"), pool(), nn.ReLU()],
            *[conv(body + "conv2"), nn.Dropout2d(), pool(), nn.ReLU(), nn.Flatten()],
            *[dense(body + "fc1", 4), nn.ReLU(), nn.Dropout(), dense(body + "fc2")],
        ]
    else:
        before = []
        transformer = [] if plain else [
            Transformer(
                nn.Sequential(
                    *[nn.AvgPool2d(2), conv(loc + "conv1"), nn.ReLU(), pool()],
                    *[conv(loc + "conv2"), nn.ReLU(), nn.Flatten()],
                    *[dense(loc + "fc", 4), nn.ReLU(), dense(loc + "theta")],
                ),
                56,
            )
        ]
        classifier = [
            *[nn.AvgPool2d(2), conv(body + "conv1"), nn.ReLU(), pool()],
            *[conv(body + "conv2"), nn.ReLU(), pool(), nn.Flatten(), dense(body + "fc", 2)],
        ]
    return nn.Sequential(*before, *transformer, *classifier)


def timed(run, repetitions):
    core, start = time.process_time(), time.perf_counter()
    for _ in range(repetitions):
        run()
    wall = time.perf_counter() - start
    core = time.process_time() - core
    return {"ms": wall * 1000 / repetitions, "core_ms": core * 1000 / repetitions}


def version(*modules):
    """The first module's version if all can be loaded, else None and the reason."""
    try:
        return [importlib.import_module(name).__version__ for name in modules][0], None
    except Exception as e:  # a broken installation fails in ways of its own
        return None, str(e)


class Server:
    def __init__(self):
        self.contenders = {}

    def hello(self, request):
        global THREADS
        THREADS = request["threads"]
        modules = {"torch": ["torch"], "onnxruntime": ["onnxruntime", "onnx"]}
        answer = {}
        for library in request["libraries"]:
            answer[library], answer[library + "_reason"] = version(*modules[library])
        if answer.get("torch"):
            import torch

            torch.set_num_threads(THREADS)
        return answer

    def prepare(self, request):
        kinds = {
            ("torch", "sampler"): TorchSampler,
            ("torch", "network"): TorchNetwork,
            ("onnxruntime", "sampler"): OnnxSampler,
        }
        kind = kinds[request["library"], request["workload"]["kind"]]
        self.contenders[request["key"]] = kind(request)
        return {}

    def outputs(self, request):
        outputs = self.contenders[request["key"]].outputs()
        for name, array in outputs.items():
            path = os.path.join(request["folder"], name + ".npy")
            np.save(path, np.ascontiguousarray(array))
        return {"names": list(outputs)}

    def time(self, request):
        return self.contenders[request["key"]].time(request["repetitions"])

    def close(self, request):
        del self.contenders[request["key"]]
        return {}


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever libraries print is no answer
    server = Server()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(server, request["do"])(request)
        except Exception as e:
            answer = {"error": "%s: %s" % (type(e).__name__, e)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
