// Boxes to type in, one group or a row for each entry. What they mean is decided in Python.
function button(className) {
  const made = element("button", `dc-button ${className}`, { type: "button" });
  made.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the keys
  return made;
}

const PAUSE = 250; // ms without a key before what is typed is told

function render({ model, el }) {
  const id = `dc-${Math.random().toString(36).slice(2)}`;
  const group = element("fieldset", "dc-entries");
  const legend = element("legend", "dc-legend");
  const hint = element("p", "dc-hint");
  const whole = element("p", "dc-problem");
  const list = element("div", "dc-rows");
  const add = button("dc-add");
  const tellKernel = teller(model);
  const rows = new Map(); // key → its element and its boxes
  whole.setAttribute("role", "alert");
  group.append(legend, hint, list, whole, add);
  el.lang = model.get("language");
  el.append(group);
  add.addEventListener("click", () => model.send({ do: "add" }));

  function input(box) {
    if (box.lines > 1) return element("textarea", "dc-box", { rows: box.lines, spellcheck: false });
    if (box.choices.length === 0) {
      return element("input", "dc-box", { type: "text", autocomplete: "off", spellcheck: false });
    }
    const select = element("select", "dc-box");
    for (const [value, label] of [["", box.example], ...box.choices]) select.append(new Option(label, value));
    return select;
  }

  function cell(key, box, number) {
    const place = `${id}-${key}-${number}`;
    const made = element("div", box.lines > 1 ? "dc-cell dc-tall" : "dc-cell");
    const name = element("label", "dc-name", { textContent: box.label, htmlFor: place });
    const typed = Object.assign(input(box), { id: place });
    const reading = element("span", "dc-reading", { id: `${place}-reading` });
    const problem = element("span", "dc-problem", { id: `${place}-problem` });
    const more = element("span", "dc-hint", { id: `${place}-hint`, textContent: box.hint });
    typed.setAttribute("aria-describedby", `${reading.id} ${problem.id} ${more.id}`);
    typed.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the arrow keys
    problem.setAttribute("role", "alert");
    if (box.needed) {
      typed.setAttribute("aria-required", "true");
      name.append(element("span", "dc-needed", { textContent: " *", title: model.get("words").needed }));
    }
    if (box.choices.length === 0) typed.placeholder = box.example;
    made.append(name, more, typed, reading, problem);

    let told = "";
    let visited = false;
    let waiting;
    const tell = () => {
      clearTimeout(waiting);
      if (typed.value === told) return;
      told = typed.value;
      tellKernel({ do: "type", key, name: box.name, text: told });
    };
    typed.addEventListener("input", (event) => {
      if (event.isComposing) return; // a Chinese word that is not finished
      clearTimeout(waiting);
      waiting = setTimeout(tell, PAUSE);
    });
    typed.addEventListener("compositionend", () => typed.dispatchEvent(new Event("input")));
    typed.addEventListener("change", tell);
    typed.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        visited = true;
        tell();
        say();
      }
    });
    typed.addEventListener("focus", () => {
      visited = problem.textContent !== ""; // no scolding in the middle of a word
    });
    typed.addEventListener("blur", () => {
      visited = true;
      tell();
      say();
    });

    function say() {
      const said = model.get("said")[`${key}.${box.name}`] ?? {};
      const wrong = visited || model.get("all_said") ? (said.problem ?? "") : "";
      if (problem.textContent !== wrong) problem.textContent = wrong;
      reading.textContent = said.reading === typed.value.trim() ? "" : (said.reading ?? "");
      typed.setAttribute("aria-invalid", wrong !== "");
    }

    return {
      made,
      typed,
      say,
      show(text) {
        if (document.activeElement !== typed) typed.value = told = text;
      },
    };
  }

  function row(key) {
    const made = element("div", "dc-entry-row");
    const problem = element("p", "dc-problem");
    const boxes = new Map();
    problem.setAttribute("role", "alert");
    model.get("boxes").forEach((box, number) => {
      const one = cell(key, box, number);
      boxes.set(box.name, one);
      made.append(one.made);
    });
    const remove = button("dc-remove");
    remove.textContent = model.get("words").remove;
    remove.addEventListener("click", () => {
      const following = made.nextElementSibling ?? made.previousElementSibling;
      model.send({ do: "remove", key });
      (following?.querySelector(".dc-box") ?? add).focus();
    });
    if (model.get("many")) {
      made.setAttribute("role", "group");
      made.append(remove);
    }
    made.append(problem);
    return { made, boxes, problem, remove };
  }

  function say() {
    const said = model.get("said");
    whole.textContent = model.get("all_said") ? (said[""]?.problem ?? "") : "";
    whole.hidden = whole.textContent === "";
    for (const [key, one] of rows) {
      one.problem.textContent = said[key]?.problem ?? "";
      one.problem.hidden = one.problem.textContent === "";
      for (const box of one.boxes.values()) box.say();
    }
  }

  function update() {
    const many = model.get("many");
    legend.textContent = model.get("legend");
    legend.hidden = model.get("legend") === "";
    hint.textContent = model.get("hint");
    hint.hidden = model.get("hint") === "";
    add.textContent = model.get("words").add;
    add.hidden = !many;
    group.dataset.many = many;
    group.dataset.wide = model.get("wide");
    const keys = model.get("rows").map((one) => one.key);
    for (const [key, old] of rows) {
      if (keys.includes(key)) continue;
      old.made.remove();
      rows.delete(key);
    }
    model.get("rows").forEach(({ key, name, texts }, number) => {
      if (!rows.has(key)) rows.set(key, row(key));
      const one = rows.get(key);
      if (many) one.made.setAttribute("aria-label", name);
      one.remove.setAttribute("aria-label", `${model.get("words").remove}: ${name}`);
      for (const [box, shown] of one.boxes) shown.show(texts[box] ?? "");
      if (list.children[number] !== one.made) list.insertBefore(one.made, list.children[number] ?? null);
    });
    say();
  }

  function goTo(tries = 60) {
    const [key, name] = model.get("wanted");
    const typed = rows.get(key)?.boxes.get(name)?.typed;
    if (typed === undefined || tries === 0) return;
    if (typed.offsetParent === null) {
      requestAnimationFrame(() => goTo(tries - 1)); // not in the page yet
      return;
    }
    typed.focus();
    typed.scrollIntoView({ block: "nearest" });
    model.set("wanted", []);
    model.save_changes();
  }

  // What is typed is not sent back, so the rows' texts are only as new as the rows themselves.
  model.on("change:rows", update);
  model.on("change:said change:all_said", say);
  model.on("change:wanted", () => goTo());
  update();
  goTo();
}

export default { render };
