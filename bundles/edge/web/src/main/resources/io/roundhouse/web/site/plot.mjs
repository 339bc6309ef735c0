// Lines over time by uPlot, bars and sparks as plain SVG.

import {h} from "./dom.mjs";
import {percent} from "./numbers.mjs";

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A plot of lines that follows its place's width. Lines: {label, colour, values, write}; span: first and last second. */
export function lines(title, at, all, span) {
  const place = h("div");
  const figure = h("figure", {role: "img", "aria-label": `${title}: ${all.map(last).join(", ")}`}, h("figcaption", {}, title), place);
  const axis = {stroke: colour("--soft"), grid: {stroke: colour("--line"), width: 1}, ticks: {stroke: colour("--line")}};
  const plot = new uPlot({
    width: 400,
    height: 190,
    cursor: {drag: {x: false, y: false}},
    scales: {x: span ? {range: () => span} : {}, y: {range: (_, low, high) => [Math.min(0, low ?? 0), (high ?? 1) * 1.1 || 1]}},
    axes: [axis, {...axis, size: 64, values: (_, ticks) => ticks.map(all[0].write)}],
    series: [{}, ...all.map(line => ({
      label: line.label,
      stroke: colour(line.colour ?? "--bar"),
      width: 1.7,
      spanGaps: true,
      points: {show: false},
      value: (_, value) => value === null || value === undefined ? "–" : line.write(value),
    }))],
  }, [at, ...all.map(line => line.values)], place);
  new ResizeObserver(([entry]) => plot.setSize({width: Math.max(200, entry.contentRect.width), height: 190})).observe(place);
  figure.update = (times, ...values) => {
    plot.setData([times, ...values]);
  };
  return figure;
}

const last = line => `${line.label} ${line.values.length && line.values.at(-1) !== null ? line.write(line.values.at(-1)) : "not known"}`;

/** A distribution, and the one it should be like drawn over it. */
export function histogram(title, {bins, current, reference = []}) {
  const most = Math.max(...current, ...reference, 1e-9);
  const width = 100 / Math.max(1, bins.length);
  const place = (share, i, name) => h("rect", {
    class: name,
    x: i * width + width * 0.08,
    width: width * 0.84,
    y: 100 - 96 * share / most,
    height: 96 * share / most,
  }, h("title", {}, `${bins[i]}: now ${percent(current[i])}${reference.length ? `, reference ${percent(reference[i])}` : ""}`));
  const words = bins.map((bin, i) => `${bin} ${percent(current[i])}${reference.length ? ` against ${percent(reference[i])}` : ""}`);
  return h("figure", {},
    h("figcaption", {}, title),
    h("svg", {class: "bars", viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img", "aria-label": `${title}: ${words.join("; ")}`},
      current.map((share, i) => place(share, i, "now")),
      reference.map((share, i) => place(share, i, "then"))),
    h("p", {class: "key", "aria-hidden": "true"},
      h("span", {}, bins.length ? `${bins[0]}${bins.length > 1 ? ` to ${bins.at(-1)}` : ""}` : "nothing yet"),
      h("span", {class: "now"}, "now"), reference.length > 0 && h("span", {class: "then"}, "reference")));
}

/** A small line without axes. */
export function spark(values, words) {
  const known = values.map(value => value ?? 0);
  const most = Math.max(...known, 1e-9);
  const step = 100 / Math.max(1, known.length - 1);
  const path = known.map((value, i) => `${i ? "L" : "M"}${(i * step).toFixed(1)} ${(29 - 27 * value / most).toFixed(1)}`).join("");
  return h("svg", {class: "spark", viewBox: "0 0 100 30", preserveAspectRatio: "none", role: "img", "aria-label": words},
    path && h("path", {d: path}));
}
