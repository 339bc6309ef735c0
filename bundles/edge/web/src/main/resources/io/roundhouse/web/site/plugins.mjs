// What is plugged in, and the exchange of an engine.

import {find, post} from "./ask.mjs";
import {h, note, section, table} from "./dom.mjs";
import {live} from "./live.mjs";
import {time} from "./numbers.mjs";
import {act, reason} from "./who.mjs";

export function plugins(main) {
  main.append(h("h1", {}, "Plugins"));
  const steps = main.appendChild(h("div", {"aria-live": "polite"}));
  const place = main.appendChild(h("div"));
  const change = main.appendChild(h("div"));
  const stop = live.listen(({now}) => steps.replaceChildren(...(now.swap ? [swapped(now.swap)] : [])));
  find("/admin/v1/plugins", {plugins: []}).then(known => change.replaceChildren(exchange(known.plugins)));
  const look = async () => place.replaceChildren(...kinds(await find("/admin/v1/plugins", {plugins: []})));
  look();
  const timer = setInterval(look, 5000);
  return () => { stop(); clearInterval(timer); };
}

/** An exchange, as far as it has come. */
function swapped(swap) {
  return section(`${swap.engine} to ${swap.version}: ${swap.failure ? "failed" : swap.over ? "done" : "under way"}`,
    note(swap.failure),
    table("Steps", [
      {title: "Step", cell: step => step.name},
      {title: "What came of it", cell: step => step.detail},
      {title: "Took", number: true, cell: step => time(step.tookMillis / 1000)},
    ], swap.steps, "about to begin"));
}

function exchange(plugins) {
  const engines = [...new Set(plugins.filter(plugin => plugin.kind === "engine").map(plugin => plugin.name))];
  const engine = h("select", {name: "engine"}, engines.map(name => h("option", {}, name)));
  const version = h("input", {name: "version", required: true, placeholder: "1.29.0", pattern: "[A-Za-z0-9][A-Za-z0-9_.\\-]*"});
  const trouble = h("div", {"aria-live": "polite"});
  return section("Exchange an engine", h("p", {class: "soft"}, "While it answers: the new one is loaded and warmed beside the old. No request is lost, and where a step fails the old one goes on."),
    h("form", {onsubmit: async event => {
      event.preventDefault();
      trouble.replaceChildren();
      await post(`/admin/v1/plugins/${encodeURIComponent(engine.value)}/swap`, {version: version.value})
        .catch(error => trouble.replaceChildren(note(error.message)));
    }}, h("div", {class: "row"},
      h("label", {}, h("span", {}, "Engine"), engine), h("label", {}, h("span", {}, "Version"), version),
      h("div", {}, act("Exchange", null, {class: "main", type: "submit"}))), reason()), trouble);
}

function kinds({plugins: all, missing}) {
  const kinds = [...new Set(all.map(plugin => plugin.kind))];
  return [note(missing), ...kinds.map(kind => section(`${kind[0].toUpperCase()}${kind.slice(1)}s`, table(`Every ${kind} in the house`, [
    {title: "Name", cell: plugin => plugin.name},
    {title: "Version", cell: plugin => plugin.version},
    {title: "Bundle", cell: plugin => plugin.bundle},
    {title: "Models that use it", cell: plugin => plugin.models.length
      ? plugin.models.map((model, i) => [i ? ", " : "", h("a", {href: `#/models/${encodeURIComponent(model.split(":")[0])}`}, model)])
      : h("span", {class: "soft"}, "none")},
  ], all.filter(plugin => plugin.kind === kind))))].filter(Boolean);
}
