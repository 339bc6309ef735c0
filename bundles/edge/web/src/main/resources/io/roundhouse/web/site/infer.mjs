// A question by hand: one field an input, as the model's metadata says.

import {post} from "./ask.mjs";
import {h, note, section, table} from "./dom.mjs";
import {time} from "./numbers.mjs";

export function form(name, versions) {
  const spec = versions.find(version => version.spec)?.spec;
  if (!spec) {
    return section("Ask it", h("p", {class: "soft"}, "The model has not been loaded yet, so what it takes is not known."));
  }
  const answer = h("div", {"aria-live": "polite"});
  const fields = spec.inputs.map(input => [input, h("textarea", {rows: "2", required: true}, example(input))]);
  return section("Ask it", h("form", {onsubmit: async event => {
    event.preventDefault();
    answer.replaceChildren(await ask(name, fields));
  }},
    h("p", {class: "soft"}, "Values with commas between; of several rows one after the other."),
    h("div", {class: "fields"}, fields.map(([input, field]) =>
      h("label", {}, h("span", {}, `${input.name}, ${input.type} ${input.shape}`), field))),
    h("div", {class: "row"}, h("button", {class: "main"}, "Ask"))), answer);
}

function example(input) {
  const size = dimensions(input.shape).reduce((all, one) => all * one, 1);
  const value = input.type === "BYTES" ? "text" : "0";
  return size <= 64 ? Array(size).fill(value).join(", ") : "";
}

const dimensions = shape => (String(shape).match(/-?\d+/g) ?? []).map(Number).map(size => size < 0 ? 1 : size);

async function ask(name, fields) {
  try {
    const inputs = fields.map(([input, field]) => tensor(input, field.value));
    const began = performance.now();
    const answer = await post(`/v2/models/${encodeURIComponent(name)}/infer`, {inputs});
    return h("div", {},
      h("p", {}, `Answered by version ${answer.model_version} in ${time((performance.now() - began) / 1000)}.`),
      table("Outputs", [
        {title: "Output", cell: output => output.name},
        {title: "Type", cell: output => `${output.datatype} [${output.shape}]`},
        {title: "Values", cell: output => shorten(output.data)},
      ], answer.outputs));
  } catch (error) {
    return note(error.message);
  }
}

function tensor(input, text) {
  const parts = text.split(/[,\n]/).map(part => part.trim()).filter(part => part !== "");
  const data = input.type === "BYTES" ? parts : input.type === "BOOL" ? parts.map(part => part === "true") : parts.map(number(input));
  return {name: input.name, datatype: input.type, shape: shape(input, data.length), data};
}

const number = input => part => {
  if (!isFinite(Number(part))) {
    throw new Error(`'${input.name}' takes numbers with commas between, found '${part}'`);
  }
  return Number(part);
};

/** The one dimension that is open takes what the others leave. */
function shape(input, length) {
  const sizes = (String(input.shape).match(/-?\d+/g) ?? []).map(Number);
  const fixed = sizes.filter(size => size > 0).reduce((all, one) => all * one, 1);
  let left = Math.max(1, Math.floor(length / fixed));
  return sizes.map((size, i) => {
    if (size >= 0) {
      return size;
    }
    const one = i === sizes.findLastIndex(each => each < 0) ? left : 1;
    left = i === sizes.findLastIndex(each => each < 0) ? 1 : left;
    return one;
  });
}

const shorten = data => data.length > 24 ? `${data.slice(0, 24).join(", ")}, … ${data.length} values` : data.join(", ");
