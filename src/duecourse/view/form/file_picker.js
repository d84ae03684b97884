// A box to choose a file; its content is sent to the kernel.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

function render({ model, el }) {
  const id = `dc-${Math.random().toString(36).slice(2)}`;
  const name = element("label", "dc-name", { htmlFor: id, textContent: model.get("name") });
  const input = element("input", "dc-file", { type: "file", id, accept: ".csv,.tsv,.txt,.xlsx,.xls" });
  const hint = element("span", "dc-hint", { id: `${id}-hint`, textContent: model.get("hint") });
  const problem = element("span", "dc-problem", { id: `${id}-problem` });
  input.setAttribute("aria-describedby", `${hint.id} ${problem.id}`);
  input.setAttribute("data-lm-suppress-shortcuts", "true");
  problem.setAttribute("role", "alert");
  el.lang = model.get("language");
  const group = element("div", "dc-picker");
  group.append(name, hint, input, problem);
  el.append(group);
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    problem.textContent = file.size > model.get("most") ? model.get("too_large") : "";
    if (!problem.textContent) model.send({ file: file.name }, undefined, [await file.arrayBuffer()]);
    input.value = ""; // so that the same file can be chosen again after it was changed
  });
}

export default { render };
