// One model: what it does now, who answers, who watches, what the monitors say.

import {find, post} from "./ask.mjs";
import {h, note, section, state, table} from "./dom.mjs";
import {form} from "./infer.mjs";
import {live} from "./live.mjs";
import {bars, count, moment, percent, round, time} from "./numbers.mjs";
import {histogram, lines} from "./plot.mjs";
import {act, reason, say} from "./who.mjs";

export function model(main, name) {
  main.append(h("h1", {}, name));
  const now = lines("Requests a second", [], [{label: "rate", values: [], write: round}]);
  const latency = lines("Latency", [], [
    {label: "p50", values: [], write: time},
    {label: "p99", colour: "--bar2", values: [], write: time}]);
  const places = Object.fromEntries(["trouble", "spread", "versions", "rollout", "monitors", "quality", "form"].map(word => [word, h("div")]));
  main.append(places.trouble, section("Now", h("div", {class: "plots"}, now, latency, places.spread)),
    places.versions, places.rollout, places.monitors, places.quality, places.form);
  let known = "";
  const stop = live.listen(({now: snapshot, models}) => {
    const past = live.history(name);
    now.update(past.at, past.rate);
    latency.update(past.at, past.p50, past.p99);
    const versions = snapshot.models.filter(version => version.id.name === name);
    places.trouble.replaceChildren(...versions.filter(one => one.reason).map(one => note(`version ${one.id.version}: ${one.reason}`)));
    places.spread.replaceChildren(spread(models.get(name)));
    places.versions.replaceChildren(arms(versions, snapshot.arms.filter(arm => arm.model === name)));
    const spec = JSON.stringify(versions.map(version => version.spec));
    if (spec !== known) { // what a person is typing stays
      known = spec;
      places.form.replaceChildren(form(name, versions));
    }
  });
  const look = () => details(name, places);
  look();
  const timer = setInterval(look, 5000);
  return () => { stop(); clearInterval(timer); };
}

function spread(one) {
  const {bins, shares} = one ? bars(one) : {bins: [], shares: []};
  return histogram("Latency of the last two seconds", {bins, current: shares});
}

function arms(versions, numbers) {
  const all = version => numbers.filter(arm => arm.version === version.id.version).reduce((sum, arm) => sum + arm.requests, 0);
  return section("Versions", table("Versions and the arms they answer for", [
    {title: "Version", cell: version => version.id.version},
    {title: "State", cell: version => state(version.state)},
    {title: "Arms", cell: version => version.arms.join(", ") || "–"},
    {title: "Engine", cell: version => `${version.engine} ${version.engineVersion}`},
    {title: "Steps", cell: version => version.transformers.join(", ") || "–"},
    {title: "Requests", number: true, cell: version => count(all(version))},
    {title: "Live since", cell: version => moment(version.liveSinceMillis)},
  ], versions));
}

async function details(name, places) {
  const path = encodeURIComponent(name);
  const [rollouts, monitors, feedback] = await Promise.all([
    find("/admin/v1/rollouts", {rollouts: []}), find("/admin/v1/monitors", {monitors: []}), find("/admin/v1/feedback", {feedback: []})]);
  const going = rollouts.rollouts.find(one => one.model === name);
  places.rollout.replaceChildren(...(going ? [rollout(going, path, () => details(name, places))] : []));
  places.monitors.replaceChildren(...monitors.monitors.filter(one => one.model === name).map(monitor));
  const worth = feedback.feedback.find(one => one.model === name);
  places.quality.replaceChildren(...(worth ? [quality(worth)] : []));
}

function rollout(going, path, again) {
  const steer = word => act(word, async event => {
    if (confirm(`${word} the rollout of ${going.model}?`)) {
      event.target.disabled = true;
      await post(`/admin/v1/rollouts/${path}/${word}`).catch(error => say(error.message));
      again();
    }
  });
  const active = going.state !== "IDLE";
  return section("Rollout",
    h("p", {}, state(going.state), ` ${going.canary ? `${going.canary} beside ${going.stable}` : `${going.stable} is live`}`,
      active ? `, step ${going.step} of ${going.steps}: ${going.doing}` : ""),
    going.reason && h("p", {}, going.reason),
    going.verdict && guards(going.verdict),
    h("div", {class: "row"}, (active ? ["pause", "resume", "promote", "abort"] : ["start"]).map(steer)), reason(),
    going.history.length > 0 && table("What ended before", [
      {title: "Canary", cell: past => past.canary},
      {title: "Outcome", cell: past => past.outcome.toLowerCase().replace("_", " ")},
      {title: "By", cell: past => past.by},
      {title: "When", cell: past => moment(past.endMillis)},
      {title: "Why", cell: past => past.reason},
    ], going.history));
}

function guards(verdict) {
  return table("The judge's numbers", [
    {title: "Guard", cell: guard => guard.name},
    {title: "Standing", cell: guard => guard.standing.toLowerCase()},
    {title: "Live", number: true, cell: guard => round(guard.live)},
    {title: "Canary", number: true, cell: guard => round(guard.canary)},
    {title: "Between", number: true, cell: guard => `${round(guard.lower)} … ${round(guard.upper)}`},
    {title: "Harmful beyond", number: true, cell: guard => round(guard.bound)},
    {title: "Values, live and canary", number: true, cell: guard => `${count(guard.liveCount)}, ${count(guard.canaryCount)}`},
  ], verdict.guards);
}

function monitor(one) {
  const report = one.report;
  return section(`Monitor ${one.monitor}`,
    h("p", {}, state(one.state === "RUNNING" ? report.health : one.state), " ", one.note || report.summary),
    h("p", {class: "soft"}, `version ${one.version || "none"}, ${count(one.seen)} events seen, ${count(one.lost)} lost`),
    h("div", {class: "plots"}, report.histograms.map(picture => histogram(picture.name, picture))),
    report.tables.map(rows => table(rows.name, rows.columns.map((title, i) => ({title, cell: row => h("span", {class: "cell"}, row[i])})), rows.rows)));
}

function quality(worth) {
  return section("Feedback", note(worth.note), table("What answers turned out to be worth", [
    {title: "Arm", cell: arm => `${arm.servedBy.arm} (${arm.servedBy.model.version})`},
    {title: "Labelled", number: true, cell: arm => count(arm.labelled)},
    {title: "Accuracy", number: true, cell: arm => percent(arm.accuracy)},
    {title: "Log loss", number: true, cell: arm => round(arm.logLoss)},
    {title: "Brier", number: true, cell: arm => round(arm.brier)},
    {title: "AUC", number: true, cell: arm => round(arm.auc)},
  ], worth.arms));
}
