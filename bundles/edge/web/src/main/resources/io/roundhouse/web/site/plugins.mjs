// What is plugged in, and the exchange of an engine.

import {find} from "./ask.mjs";
import {h, note, section, table} from "./dom.mjs";

export function plugins(main) {
  main.append(h("h1", {}, "Plugins"));
  const place = main.appendChild(h("div"));
  const look = async () => place.replaceChildren(...kinds(await find("/admin/v1/plugins", {plugins: []})));
  look();
  const timer = setInterval(look, 5000);
  return () => clearInterval(timer);
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
  ], all.filter(plugin => plugin.kind === kind)),
    kind === "engine" && h("p", {class: "soft"}, "Exchange one while it answers: ", h("code", {}, "./roundhouse shell roundhouse:swap NAME VERSION"))))].filter(Boolean);
}
