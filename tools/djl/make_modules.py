"""Writes the TorchScript modules that the benchmark runs where PyTorch comes from DJL.

Usage: python tools/djl/make_modules.py [FOLDER]
"""

import io
import sys
import zipfile
from pathlib import Path
from typing import Dict, List, Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "stn-bench/src/main/resources/org/stnjava/bench"

sys.path.insert(0, str(RESOURCES / "peer"))
sys.dont_write_bytecode = True

import peers  # noqa: E402

NETWORKS = ["tutorial", "tutorial-plain", "st-cnn", "st-cnn-plain"]


def laid_out(array: Tensor, last: bool):
    """A copy with channels last in memory, or first."""
    if last and array.dim() == 4:
        return array.clone(memory_format=torch.channels_last)
    if last and array.dim() == 5:
        return array.clone(memory_format=torch.channels_last_3d)
    return array.clone(memory_format=torch.contiguous_format)


def present(arrays: List[Optional[Tensor]]):
    """All of them, told to the compiler to be there."""
    known: List[Tensor] = []
    for array in arrays:
        if array is not None:
            known.append(array)
    return known


class Sampler(nn.Module):
    """affine_grid and grid_sample, with zeros outside and half-pixel coordinates."""

    size: List[int]

    def __init__(self):
        super().__init__()
        self.size = []
        self.mode = "bilinear"
        self.last = False

    @torch.jit.export
    def prepare(self, last: bool, size: List[int], mode: str):
        """Sets the layout, the output's size, [N, C, ...], and the kernel."""
        self.last = last
        self.size = size
        self.mode = mode

    @torch.jit.export
    def images(self, array: Tensor):
        """Images [N, ..., C], such as the toolkit has, as [N, C, ...] in the layout."""
        return laid_out(array.movedim(-1, 1), self.last)

    @torch.jit.export
    def pixels(self, array: Tensor):
        """The way back."""
        return array.movedim(1, -1).contiguous()

    def forward(self, image: Tensor, theta: Tensor):
        grid = F.affine_grid(theta, self.size, align_corners=False)
        return F.grid_sample(image, grid, self.mode, "zeros", align_corners=False)

    @torch.jit.export
    def both(self, image: Tensor, theta: Tensor, upstream: Tensor):
        """The output and the gradients of the image and theta."""
        torch.set_grad_enabled(True)
        v = self.forward(image.requires_grad_(), theta.requires_grad_())
        weights: Optional[List[Optional[Tensor]]] = [upstream]
        gradients = torch.autograd.grad([v], [image, theta], weights)
        torch.set_grad_enabled(False)
        return [v.detach()] + present(gradients)


class Network(nn.Module):
    """A network, to be filled with the toolkit's weights, and its training."""

    names: List[str]
    sides: List[int]
    means: List[Tensor]
    squares: List[Tensor]

    def __init__(self, name):
        super().__init__()
        self.names, self.sides = [], []
        self.means, self.squares = [], []
        self.last = False
        self.rate = 0.0
        self.updates = 0
        self.net = peers.network(name, self.stand_in)
        weighted = (nn.Conv2d, nn.Linear)
        self.layers = nn.ModuleList(m for m in self.net.modules() if isinstance(m, weighted))

    def stand_in(self, path, side=1):
        """One number in place of a weight, whose name and side are noted."""
        self.names.append(path)
        self.sides.append(side)
        return torch.zeros([1] * (1 if path.endswith("bias") else 4 if "/conv" in path else 2))

    def weights(self):
        weights: List[Optional[Tensor]] = []
        for layer in self.layers:
            weights.append(layer.weight)
            weights.append(layer.bias)
        return present(weights)

    @torch.jit.export
    def prepare(self, last: bool, rate: float):
        """Sets the layout and the learning rate."""
        self.last = last
        self.rate = rate

    @torch.jit.export
    def images(self, array: Tensor):
        """Images [N, H, W, C], such as the toolkit has, as [N, C, H, W] in the layout."""
        return laid_out(array.movedim(-1, 1), self.last)

    @torch.jit.export
    def weight_names(self):
        return self.names

    @torch.jit.export
    def load(self, values: Dict[str, Tensor]):
        """Sets the weights, given by the toolkit's names; gives what they became."""
        for i, weight in enumerate(self.weights()):
            value = peers.arranged(values[self.names[i]], self.sides[i])
            weight.requires_grad_(False)
            weight.set_(laid_out(value, self.last))
            self.means.append(torch.zeros_like(weight))
            self.squares.append(torch.zeros_like(weight))
        return self.weights()

    def forward(self, images: Tensor):
        """Logits of floats in [0, 1] or of bytes."""
        return self.net(images.float().mul(1 / 255) if images.dtype == torch.uint8 else images)

    def differentiate(self, images: Tensor, labels: Tensor):
        """The loss and its gradients."""
        weights = [weight.requires_grad_() for weight in self.weights()]
        torch.set_grad_enabled(True)
        loss = F.cross_entropy(self.forward(images), labels)
        gradients = torch.autograd.grad([loss], weights)
        torch.set_grad_enabled(False)
        return loss.detach(), present(gradients)

    @torch.jit.export
    def sgd(self, images: Tensor, labels: Tensor):
        loss, gradients = self.differentiate(images, labels)
        for weight, gradient in zip(self.weights(), gradients):
            weight.add_(gradient, alpha=-self.rate)
        return loss

    @torch.jit.export
    def adam(self, images: Tensor, labels: Tensor):
        """As torch.optim.Adam with its default settings does it."""
        loss, gradients = self.differentiate(images, labels)
        self.updates += 1
        step = self.rate / (1 - 0.9**self.updates)
        unbiased = (1 - 0.999**self.updates) ** 0.5
        for i, weight in enumerate(self.weights()):
            mean, square, gradient = self.means[i], self.squares[i], gradients[i]
            mean.lerp_(gradient, 0.1)
            square.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            scale = square.sqrt().div_(unbiased).add_(1e-8)
            weight.addcdiv_(mean, scale, value=-step)
        return loss


def write(module, file):
    """Without what differs from one making to the next, and the notes that name this machine's folders."""
    script = io.BytesIO()
    torch.jit.save(torch.jit.script(module), script)
    with zipfile.ZipFile(script) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            folder, name = entry.filename.split("/", 1)
            if not name.endswith(".debug_pkl") and not name.startswith(".data/"):
                new.writestr(zipfile.ZipInfo(file.stem + "/" + name), old.read(entry))


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else RESOURCES / "djl"
    folder.mkdir(parents=True, exist_ok=True)
    write(Sampler(), folder / "sampler.pt")
    for name in NETWORKS:
        write(Network(name), folder / (name + ".pt"))


if __name__ == "__main__":
    main()
