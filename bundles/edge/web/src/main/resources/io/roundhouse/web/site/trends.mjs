// Numbers over months.

import {find} from "./ask.mjs";
import {h, note, section} from "./dom.mjs";
import {round} from "./numbers.mjs";
import {lines} from "./plot.mjs";

const SPANS = {"24 hours": [86400e3, "minute"], "14 days": [14 * 86400e3, "hour"], "a year": [365 * 86400e3, "day"]};

export function trends(main) {
  main.append(h("h1", {}, "Trends"));
  const place = main.appendChild(h("div"));
  find("/admin/v1/trends", {series: [], trouble: ""}).then(known => place.replaceChildren(...page(known)));
  return () => {};
}

function page({series, trouble, missing}) {
  if (!series.length) {
    return [note(missing || trouble), section("Nothing yet", h("p", {}, "The first points are written after a minute."))].filter(Boolean);
  }
  const title = one => `${one.name} ${Object.entries(one.labels).map(([key, value]) => `${key}=${value}`).join(" ")}`;
  const choice = h("select", {}, series.map((one, i) => h("option", {value: i}, title(one))));
  const span = h("select", {}, Object.keys(SPANS).map(word => h("option", {}, word)));
  const picture = h("div", {"aria-live": "polite"});
  const draw = async () => picture.replaceChildren(await drawn(series[choice.value], title(series[choice.value]), span.value));
  choice.addEventListener("change", draw);
  span.addEventListener("change", draw);
  draw();
  return [note(trouble), section("One series",
    h("div", {class: "row"}, h("label", {}, h("span", {}, "Series"), choice), h("label", {}, h("span", {}, "The last"), span)), picture)].filter(Boolean);
}

async function drawn(one, title, word) {
  const [length, step] = SPANS[word];
  const to = Date.now();
  const query = new URLSearchParams({name: one.name, from: to - length, to, step});
  Object.entries(one.labels).forEach(([key, value]) => query.append("label", `${key}=${value}`));
  const {points, missing} = await find(`/admin/v1/trends/points?${query}`, {points: []});
  if (missing || !points.length) {
    return missing ? note(missing) : h("p", {class: "soft"}, "no points in this span");
  }
  const grows = /_(total|count|sum)$/.test(one.name);
  const all = grows
    ? [{label: `a ${step}`, values: points.map(point => point.sum), write: round}]
    : [{label: "mean", values: points.map(point => point.count ? point.sum / point.count : null), write: round},
      {label: "most", colour: "--bar2", values: points.map(point => point.max), write: round}];
  return lines(title, points.map(point => point.atMillis / 1000), all, [(to - length) / 1000, to / 1000]);
}
