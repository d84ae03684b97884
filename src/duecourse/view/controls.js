// Native inputs for the kinds of control in controls.py. What they mean is decided there, not here.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

// Tells the kernel. The server's network stack keeps a small packet back until the page has answered the one before, up
// to 40 ms. So answer the kernel's first word ("busy") with a word: the new figure then comes at once.
function change(model, trait, value) {
  model.set(trait, value);
  model.save_changes();
  const kernel = model.widget_manager.kernel;
  kernel?.statusChanged?.connect(function answer(_, status) {
    kernel.statusChanged.disconnect(answer);
    if (status === "busy") model.send("go on");
  });
}

// Each kind builds its inputs, puts them into `el`, and returns what to do when the model has changed.
const KINDS = {
  slider(model, el, ids) {
    const range = element("input", "dc-range", { type: "range", min: 0, step: 1 });
    range.setAttribute("role", "slider");
    range.setAttribute("aria-labelledby", ids.name);
    range.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the arrow keys
    range.addEventListener("input", () => {
      change(model, "position", Number(range.value));
    });
    const box = typing(model, ids);
    const entry = element("span", "dc-entry");
    entry.append(box.input, element("span", "dc-unit", { textContent: model.get("unit") }));
    el.append(entry, range);
    return () => {
      range.max = model.get("last");
      if (Number(range.value) !== model.get("position")) range.value = model.get("position");
      const text = [model.get("shown"), model.get("unit")].join(" ").trim();
      range.setAttribute("aria-valuetext", text);
      range.setAttribute("aria-valuenow", model.get("position"));
      range.style.setProperty("--dc-part", `${(100 * range.value) / (model.get("last") || 1)}%`);
      range.disabled = !model.get("enabled");
      box.update();
    };
  },

  box(model, el, ids) {
    const box = typing(model, ids);
    el.append(box.input);
    return box.update;
  },

  choice(model, el, ids) {
    const group = element("div", "dc-options");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", ids.name);
    const buttons = model.get("labels").map((label, number) => {
      const button = element("button", "dc-option", { type: "button", textContent: label });
      button.setAttribute("data-lm-suppress-shortcuts", "true");
      button.addEventListener("click", () => {
        change(model, "chosen", number);
      });
      return button;
    });
    group.append(...buttons);
    el.append(group);
    return () => {
      buttons.forEach((button, number) => {
        button.setAttribute("aria-pressed", number === model.get("chosen"));
        button.disabled = !model.get("enabled");
      });
    };
  },

  switch(model, el, ids) {
    const box = element("input", "dc-check", { type: "checkbox", id: ids.input });
    box.setAttribute("role", "switch");
    box.addEventListener("change", () => {
      change(model, "value", box.checked);
    });
    el.prepend(box);
    return () => {
      box.checked = model.get("value");
      box.disabled = !model.get("enabled");
    };
  },

  button(model, el) {
    const button = element("button", "dc-button", { type: "button" });
    button.addEventListener("click", () => {
      const box = model.get("with_box") && button.closest(".dc-row").querySelector("input.dc-box");
      model.send(box ? { typed: box.value } : "pressed");
    });
    el.replaceChildren(button);
    return () => {
      button.textContent = model.get("name");
      button.classList.toggle("dc-main", model.get("main"));
      button.disabled = !model.get("enabled");
    };
  },
};

// A text box: tells the model what was typed, and shows what the model made of it.
function typing(model, ids) {
  const input = element("input", "dc-box", { type: "text", id: ids.input, autocomplete: "off", spellcheck: false });
  input.setAttribute("aria-describedby", ids.problem);
  const tell = () => model.send({ typed: input.value });
  input.addEventListener("change", tell);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) tell(); // not the Enter that ends a Chinese word
  });
  model.on("msg:custom", (content) => {
    if (content === "taken") input.value = model.get("shown");
  });
  let shown;
  return {
    input,
    update() {
      if (shown !== model.get("shown")) input.value = shown = model.get("shown");
      input.setAttribute("aria-invalid", model.get("problem") !== "");
      input.disabled = !model.get("enabled");
    },
  };
}

function render({ model, el }) {
  const kind = model.get("kind");
  const id = `dc-${Math.random().toString(36).slice(2)}`; // no counting: kernels share a page
  const ids = { name: `${id}-name`, input: `${id}-input`, problem: `${id}-problem` };
  const name = element(kind === "choice" ? "span" : "label", "dc-name", { id: ids.name });
  if (kind !== "choice") name.htmlFor = ids.input;
  const hint = element("span", "dc-hint");
  const problem = element("span", "dc-problem", { id: ids.problem });
  problem.setAttribute("role", "alert");
  el.append(name);
  el.lang = model.get("language");
  const updateInputs = KINDS[kind](model, el, ids);
  if (kind !== "button") el.append(hint, problem);
  function update() {
    name.textContent = model.get("name");
    hint.textContent = model.get("hint");
    problem.textContent = model.get("problem");
    updateInputs();
  }
  model.on("change", update);
  update();
}

export default { render };
