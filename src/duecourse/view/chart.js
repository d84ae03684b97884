// Draws a plotly figure and keeps it current. plotly.js is loaded once a page, whoever asks first.
const LOADED = Symbol.for("duecourse.plotly");
const MIME = "application/vnd.plotly.v1+json";

function plotly(model) {
  globalThis[LOADED] ??= load(model).catch((reason) => {
    delete globalThis[LOADED]; // the next chart, or the next change, tries again
    throw reason;
  });
  return globalThis[LOADED];
}

async function load(model) {
  if (globalThis.Plotly?.react) return globalThis.Plotly;
  // It is 5 MB to read. Sliders and sentences come first: on a slow machine they are there at once.
  if (globalThis.requestIdleCallback) await new Promise((go) => requestIdleCallback(go, { timeout: 400 }));
  try {
    await fromJupyterLab();
  } catch {
    // not JupyterLab, or its plotly extension is switched off
  }
  if (!globalThis.Plotly?.react) await fromKernel(model);
  return globalThis.Plotly;
}

// JupyterLab has plotly's extension on the page from its start, and the browser has it in its cache.
// Its renderer loads plotly.js at its first figure: an empty one, never shown.
async function fromJupyterLab() {
  const extension = (await globalThis._JUPYTERLAB["jupyterlab-plotly"].get("./mimeExtension"))();
  const renderer = extension.rendererFactory.createRenderer({ mimeType: MIME });
  await renderer.renderModel({ data: { [MIME]: { data: [], layout: {} } }, setData() {} });
  renderer.dispose();
}

async function fromKernel(model) {
  const packed = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("plotly.js did not arrive from the kernel")), 30000);
    model.on("msg:custom", function answer(content, buffers) {
      if (content !== "plotly.js") return;
      clearTimeout(late);
      model.off("msg:custom", answer);
      resolve(buffers[0]);
    });
    model.send("plotly.js");
  });
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const source = await new Response(unpacked).blob();
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  await new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
  URL.revokeObjectURL(address);
}

// A copy of a figure with the colours of the theme on the page in place of their names.
function painted(part, colour) {
  if (typeof part === "string") return part.startsWith("var(--") ? colour(part.slice(4, -1)) : part;
  if (Array.isArray(part)) return part.map((one) => painted(one, colour));
  if (part && typeof part === "object") {
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, painted(one, colour)]));
  }
  return part;
}

// Whether there is something to draw. An empty figure has no place on the page.
function isDrawable(figure) {
  return Boolean(figure?.layout && figure.data?.length);
}

function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

function render({ model, el }) {
  const facts = element("dl", "dc-facts");
  const drawing = element("div", "dc-drawing");
  const plot = element("div", "dc-plot");
  const whole = element("button", "dc-button dc-whole", { type: "button", textContent: model.get("show_all") });
  const sentence = element("p", "dc-sentence");
  const notDrawn = element("p", "dc-not-drawn", { hidden: true, textContent: model.get("not_drawn") });
  drawing.setAttribute("role", "img");
  sentence.setAttribute("role", "status");
  drawing.append(plot);
  el.append(facts, drawing, notDrawn, whole, sentence);
  let shown; // the state drawn last, so that nothing is drawn twice

  function write() {
    facts.hidden = model.get("facts").length === 0;
    facts.replaceChildren(
      ...model.get("facts").map(([label, value]) => {
        const fact = element("div", "dc-fact");
        fact.append(element("dt", "", { textContent: label }), element("dd", "", { textContent: value }));
        return fact;
      }),
    );
    if (sentence.textContent !== model.get("sentence")) sentence.textContent = model.get("sentence");
    drawing.setAttribute("aria-label", model.get("sentence"));
    drawing.hidden = !isDrawable(model.get("figure"));
    notDrawn.hidden = true;
    drawing.style.minHeight = `${drawing.hidden ? 0 : model.get("figure").layout.height}px`; // the page does not jump
    whole.hidden = drawing.hidden || Object.keys(model.get("zoom")).length === 0;
  }

  async function draw() {
    const figure = model.get("figure");
    const width = drawing.clientWidth;
    if (!isDrawable(figure) || width === 0) return; // drawn when it comes into view
    const style = getComputedStyle(el);
    const colour = (name) => style.getPropertyValue(name).trim();
    const next = { figure, width, zoom: model.get("zoom"), theme: colour("--dc-ink") + colour("--dc-paper") };
    if (shown && Object.keys(next).every((key) => next[key] === shown[key])) return;
    shown = next;
    const Plotly = globalThis.Plotly?.react ? globalThis.Plotly : await plotly(model);
    if (shown !== next) return; // overtaken while loading
    const { data, layout } = painted(figure, colour);
    layout.width = width;
    layout.xaxis.nticks = Math.min(layout.xaxis.nticks ?? 7, Math.max(2, Math.floor(width / 85)));
    for (const [name, range] of Object.entries(next.zoom)) layout[name] = { ...layout[name], range, autorange: false };
    const first = !plot.classList.contains("js-plotly-plot");
    await Plotly.react(plot, data, layout, { displayModeBar: false, responsive: false, doubleClick: false });
    if (!first) return;
    plot.on("plotly_relayout", (change) => {
      const chosen = {};
      for (const name of ["xaxis", "yaxis"]) {
        const from = change[`${name}.range[0]`] ?? change[`${name}.range`]?.[0];
        const to = change[`${name}.range[1]`] ?? change[`${name}.range`]?.[1];
        if (from !== undefined && to !== undefined) chosen[name] = [from, to];
      }
      if (Object.keys(chosen).length) zoomTo({ ...model.get("zoom"), ...chosen });
    });
    plot.on("plotly_doubleclick", () => zoomTo({}));
  }

  function zoomTo(ranges) {
    model.set("zoom", ranges);
    model.save_changes();
  }

  function redraw() {
    draw().catch((reason) => {
      console.warn(reason);
      shown = undefined; // the next change tries again
      drawing.style.minHeight = 0;
      drawing.hidden = whole.hidden = true; // no empty box: the sentence and the table say the same
      notDrawn.hidden = false;
    });
  }

  function update() {
    write();
    redraw();
  }

  whole.addEventListener("click", () => zoomTo({}));
  model.on("change", update);
  const size = new ResizeObserver(redraw);
  size.observe(drawing);
  const theme = new MutationObserver(() => requestAnimationFrame(redraw)); // the page is hidden while it changes
  theme.observe(document.body, { attributes: true, attributeFilter: ["class", "data-jp-theme-light"] });
  el.lang = model.get("language");
  update();
  return () => {
    size.disconnect();
    theme.disconnect();
    globalThis.Plotly?.purge(plot);
  };
}

export default { render };
