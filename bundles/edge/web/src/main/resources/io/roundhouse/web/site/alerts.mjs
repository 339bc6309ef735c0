// What is wrong now, what is watched for, and what was silenced.

import {find, post} from "./ask.mjs";
import {h, note, section, state, table} from "./dom.mjs";
import {moment, round} from "./numbers.mjs";
import {act as button, reason, say, who} from "./who.mjs";

export function alerts(main) {
  main.append(h("h1", {}, "Alerts"));
  const place = main.appendChild(h("div"));
  const look = async () => place.replaceChildren(...all(await find("/admin/v1/alerts", {alerts: [], rules: [], silences: [], trouble: ""}), act));
  const act = (word, body) => post(`/admin/v1/alerts/${word}`, body).catch(error => say(error.message)).then(look);
  look();
  const timer = setInterval(look, 5000);
  return () => clearInterval(timer);
}

function all(document, act) {
  return [note(document.missing || document.trouble), section("Now and today", reason(), table("Pending, firing, and resolved within a day", [
    {title: "Alert", cell: alert => alert.rule},
    {title: "State", cell: alert => state(alert.state)},
    {title: "Severity", cell: alert => alert.severity},
    {title: "Since", cell: alert => moment(alert.sinceMillis)},
    {title: "Value", number: true, cell: alert => round(alert.value)},
    {title: "What", cell: alert => [alert.summary, alert.muted && h("span", {class: "soft"}, ` (muted: ${alert.muted})`)]},
    {title: "", cell: alert => alert.state !== "RESOLVED" && !alert.muted && button("silence 2 h", () => act("silence",
      {labels: {...alert.labels, alert: alert.rule}, minutes: 120, by: who.name, reason: "silenced in the console"}))},
  ], document.alerts, "nothing is wrong")),
  section("Rules", table("In force", [
    {title: "Rule", cell: rule => rule.name},
    {title: "Severity", cell: rule => rule.severity},
    {title: "Fires when", cell: rule => h("code", {}, rule.expression)},
    {title: "For", cell: rule => `${Math.round(rule.pendingMillis / 1000)} s`},
    {title: "Does", cell: rule => rule.actions.join(", ") || "tells"},
    {title: "", cell: rule => rule.note && h("span", {class: "soft"}, rule.note)},
  ], document.rules)),
  section("Silences", table("Alerts that nobody is told of", [
    {title: "Labels", cell: silence => Object.entries(silence.labels).map(([key, value]) => `${key}=${value}`).join(", ")},
    {title: "Until", cell: silence => moment(silence.endMillis)},
    {title: "By", cell: silence => silence.by},
    {title: "Why", cell: silence => silence.reason},
    {title: "", cell: silence => button("end", () => act("unsilence", {id: silence.id}))},
  ], document.silences)),
  document.drained?.length > 0 && section("Drained arms", table("Arms that get no new requests", [
    {title: "Model", cell: one => one.model},
    {title: "Arm", cell: one => one.arm},
    {title: "Since", cell: one => moment(one.sinceMillis)},
    {title: "By", cell: one => one.alert},
    {title: "Until", cell: one => one.whileFiring ? "the alert ends" : "it is resumed"},
    {title: "", cell: one => button("resume", () => act("resume", {model: one.model, arm: one.arm}))},
  ], document.drained))].filter(Boolean);
}
