"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let charts = [];

  /* Rounds to the next of 1, 2 and 5 times a power of ten, downwards or upwards. */
  function snap(value, up) {
    const power = Math.floor(Math.log10(value) + 1e-9);
    const steps = [1, 2, 5, 10].map((factor) => Number(`${factor}e${power}`));
    const close = 1e-6 * value;
    return up
      ? steps.find((step) => step >= value - close)
      : steps.filter((step) => step <= value + close).pop();
  }

  function ticksBetween(low, high) {
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)) - 1; power <= Math.ceil(Math.log10(high)); power++) {
      for (const factor of [1, 2, 5]) {
        const tick = Number(`${factor}e${power}`);
        if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick);
      }
    }
    return ticks.length <= 8 ? ticks : ticks.filter((tick) => /^[0.]*10*$|^1e/.test(String(tick)));
  }

  /* A logarithmic axis has no 0: the lowest line stands for it, and is labeled so. */
  function logAxis(columns, label, most = Infinity) {
    const positive = columns.flat().filter((value) => value > 0);
    const hasZero = columns.flat().some((value) => value === 0);
    if (positive.length === 0) return { axis: { beginAtZero: true }, floor: 0 };
    const smallest = Math.min(...positive);
    let low = snap(hasZero ? smallest / 2 : smallest, false);
    let high = snap(Math.max(...positive), true);
    if (high / low < 3) {
      low = snap(low * 0.99, false);
      high = snap(high * 1.01, true);
    }
    high = Math.min(high, most);
    const axis = {
      type: "logarithmic",
      min: low,
      max: high,
      afterBuildTicks: (scale) => {
        const ticks = ticksBetween(low, high);
        if (hasZero && !ticks.includes(low)) ticks.unshift(low);
        scale.ticks = ticks.map((value) => ({ value }));
      },
      ticks: { callback: (value) => label(hasZero && value === low ? 0 : value), autoSkip: false },
    };
    return { axis, floor: low };
  }

  function compact(value) {
    if (value === 0) return "0";
    const size = Math.abs(value);
    const rounded = Number(value.toPrecision(3));
    return size < 1e-4 || size >= 1e6 ? rounded.toExponential() : String(rounded);
  }

  function series(label, values, name, dash) {
    return {
      label,
      values,
      data: values,
      borderColor: color(name),
      backgroundColor: color(name),
      borderWidth: 2,
      borderDash: dash,
      pointRadius: values.length > 40 ? 0 : 2.5,
      pointHoverRadius: 5,
      pointHitRadius: 8,
      spanGaps: false,
      clip: 6,
    };
  }

  function points(values, floor) {
    return values.map((value, i) => ({
      x: data.step[i],
      y: value === null ? null : Math.max(value, floor),
    }));
  }

  function grid() {
    return { color: color("--line"), tickColor: "transparent" };
  }

  function stepAxis() {
    const bounds = data.step.length > 1 ? { min: data.step[0], max: data.step[data.step.length - 1] } : {};
    return {
      ...bounds,
      type: "linear",
      grid: { display: false },
      border: { color: color("--line") },
      title: { display: true, text: "step" },
      ticks: { maxTicksLimit: 6, maxRotation: 0, precision: 0, includeBounds: false },
    };
  }

  function lines(id, sets, axis, floor, unit) {
    const datasets = sets.map((set) => ({ ...set, data: points(set.values, floor) }));
    charts.push(
      new Chart(document.getElementById(id), {
        type: "line",
        data: { datasets },
        options: {
          maintainAspectRatio: false,
          interaction: { mode: "index", intersect: false },
          scales: { x: stepAxis(), y: { ...axis, grid: grid(), border: { display: false } } },
          plugins: {
            legend: {
              display: sets.length > 1,
              align: "end",
              labels: { boxWidth: 26, boxHeight: 0, padding: 8 },
            },
            tooltip: {
              callbacks: {
                title: (items) =>
                  `step ${items[0].parsed.x.toLocaleString("en-US")}, epoch ${compact(data.epoch[items[0].dataIndex])}`,
                label: (item) =>
                  `${item.dataset.label}: ${compact(item.dataset.values[item.dataIndex])}${unit}`,
              },
            },
          },
        },
      }),
    );
  }

  function drawCurves() {
    const loss = logAxis([data.trainLoss, data.loss], compact);
    lines(
      "loss",
      [
        series("train", data.trainLoss, "--first", [5, 4]),
        series(data.set, data.loss, "--second", []),
      ],
      loss.axis,
      loss.floor,
      "",
    );
    const error = logAxis([data.error], (value) => `${compact(value)}%`, 100);
    lines("error", [series(`${data.set} error`, data.error, "--second", [])], error.axis, error.floor, "%");
    const rate = { beginAtZero: true, ticks: { callback: compact, maxTicksLimit: 6 } };
    lines("rate", [series("learning rate", data.learningRate, "--first", [])], rate, 0, "");
  }

  function degreeAxis(text, values) {
    const span = Math.max(...values) - Math.min(...values);
    const stepSize = [1, 5, 10, 15, 30, 45, 90].find((step) => span / step <= 8) ?? 180;
    return {
      type: "linear",
      title: { display: true, text },
      grid: grid(),
      border: { display: false },
      ticks: { stepSize, callback: (value) => `${compact(value)}°`.replace("-", "−") },
    };
  }

  function drawAngles() {
    const dots = {
      label: "image",
      data: data.angles,
      backgroundColor: `rgb(${color("--cool")} / ${data.angles.length > 300 ? 0.45 : 0.7})`,
      pointRadius: data.angles.length > 300 ? 2.5 : 4,
      clip: 6,
    };
    const line = {
      label: "fitted line",
      type: "line",
      data: data.line,
      borderColor: color("--second"),
      borderWidth: 2,
      pointRadius: 0,
      pointHitRadius: 0,
      order: -1,
    };
    charts.push(
      new Chart(document.getElementById("scatter"), {
        type: "scatter",
        data: { datasets: [dots, line] },
        options: {
          maintainAspectRatio: false,
          scales: {
            x: degreeAxis("angle of the input", data.angles.map((dot) => dot.x)),
            y: degreeAxis("angle found", data.angles.map((dot) => dot.y)),
          },
          plugins: {
            legend: { display: false },
            tooltip: {
              filter: (item) => item.datasetIndex === 0,
              callbacks: {
                label: (item) => `input ${item.parsed.x}°, found ${item.parsed.y}°`.replace(/-/g, "−"),
              },
            },
          },
        },
      }),
    );
  }

  function draw() {
    charts.forEach((chart) => chart.destroy());
    charts = [];
    Chart.defaults.animation = false;
    Chart.defaults.color = color("--soft");
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    if (document.getElementById("loss")) drawCurves();
    if (document.getElementById("scatter")) drawAngles();
  }

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
