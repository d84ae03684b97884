// A button of the form. It tells the kernel only when the kernel has heard all that was typed before.
const UNHEARD = Symbol.for("duecourse.unheard"); // filled in telling.js

function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("data-lm-suppress-shortcuts", "true"); // else JupyterLab takes the keys
  button.addEventListener("click", async () => {
    await Promise.all(globalThis[UNHEARD] ?? []);
    model.send("pressed");
  });
  el.lang = model.get("language");
  el.append(button);
  function update() {
    button.textContent = model.get("name");
    button.className = model.get("main") ? "dc-button dc-main" : "dc-button";
    button.disabled = !model.get("enabled");
  }
  model.on("change", update);
  update();
}

export default { render };
