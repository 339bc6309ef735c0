// Every model at a glance.

import {card, h, note, state, table} from "./dom.mjs";
import {live} from "./live.mjs";
import {count, percent, round, time} from "./numbers.mjs";
import {spark} from "./plot.mjs";

const GRAVITY = ["GOOD", "LEARNING", "WARNING", "ALARM"];

export function fleet(main) {
  main.append(h("h1", {}, "Models"));
  const place = main.appendChild(h("div"));
  return live.listen(({now, models}) => place.replaceChildren(cards(now, models), ...troubles(now), list(now, models)));
}

function cards(now, models) {
  const all = [...models.values()];
  const requests = all.reduce((sum, one) => sum + one.requests, 0);
  const failures = all.reduce((sum, one) => sum + one.failures, 0);
  const ready = now.models.filter(model => model.state === "LIVE").length;
  return h("div", {class: "cards"},
    card(`${ready} of ${now.models.length}`, "versions ready"),
    card(round(all.reduce((sum, one) => sum + one.rate, 0)), "requests a second"),
    card(percent(requests ? failures / requests : 0), "failed"),
    card(count(now.alerts.filter(alert => alert.state === "FIRING").length), "alerts firing"),
    card(percent(now.process.process_cpu_usage), "of the processors"));
}

function troubles(now) {
  return now.models.filter(model => model.reason).map(model => note(`${model.id.name}:${model.id.version}: ${model.reason}`));
}

function list(now, models) {
  const names = [...new Set(now.models.map(model => model.id.name))].sort();
  const of = name => now.models.filter(model => model.id.name === name);
  return h("section", {}, table("Live, over the last two seconds; the line is the rate of five minutes", [
    {title: "Model", cell: name => h("a", {href: `#/models/${encodeURIComponent(name)}`}, name)},
    {title: "State", cell: name => state(worst(of(name)))},
    {title: "Engine", cell: name => [...new Set(of(name).map(model => `${model.engine} ${model.engineVersion}`))].join(", ")},
    {title: "Requests/s", number: true, cell: name => round(models.get(name)?.rate ?? 0)},
    {title: "", cell: name => spark(live.history(name).rate, `rate of ${name}`)},
    {title: "p99", number: true, cell: name => time(models.get(name)?.p99)},
    {title: "Failed", number: true, cell: name => percent(models.get(name)?.failed ?? 0)},
    {title: "Monitors", cell: name => watched(now.monitors.filter(monitor => monitor.model === name))},
    {title: "Rollout", cell: name => rollout(now.rollouts.find(going => going.model === name))},
  ], names, "no models yet: put a folder into models/"));
}

function worst(versions) {
  const states = versions.map(model => model.state);
  return states.find(word => word === "LIVE") ?? states[0];
}

function watched(monitors) {
  if (!monitors.length) {
    return h("span", {class: "soft"}, "none");
  }
  const health = GRAVITY[Math.max(...monitors.map(one => GRAVITY.indexOf(one.health)))] ?? "LEARNING";
  return h("span", {title: monitors.map(one => `${one.monitor}: ${one.summary}`).join("\n")}, state(health));
}

function rollout(going) {
  return going ? `${going.canary} beside ${going.stable}, step ${going.step} of ${going.steps}` : h("span", {class: "soft"}, "–");
}
