// A part that is folded away. Whether it is open is kept in the model, so that it outlives the page.
function render({ model, el }) {
  const fold = document.createElement("details");
  const name = document.createElement("summary");
  const inside = document.createElement("div");
  fold.className = "dc-fold";
  fold.lang = model.get("language");
  name.setAttribute("data-lm-suppress-shortcuts", "true");
  fold.append(name, inside);
  el.append(fold);
  fold.addEventListener("toggle", () => {
    if (fold.open === model.get("unfolded")) return;
    model.set("unfolded", fold.open);
    model.save_changes();
  });
  let shown;
  function update() {
    name.textContent = model.get("name");
    if (shown !== model.get("html")) inside.innerHTML = shown = model.get("html"); // escaped in tables.py
    fold.open = model.get("unfolded");
  }
  model.on("change", update);
  update();
}

export default { render };
