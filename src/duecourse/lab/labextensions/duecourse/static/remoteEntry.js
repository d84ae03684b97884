// What JupyterLab, Notebook 7 and JupyterLite load: it hands them the plugin, and the plugin their own packages.
// Nothing is bundled: each package of theirs comes out of the scope that they share.
(() => {
  const address = (file) => new URL(file, document.currentScript.src).href;
  const plugin = address("plugin.js");
  let scope;

  async function shared(name) {
    const versions = Object.values(scope[name] ?? {});
    if (!versions.length) throw new Error(`${name} is not shared`);
    return (await versions.at(-1).get())();
  }

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB.duecourse = {
    async init(given) {
      scope = given;
    },
    async get() {
      const { default: make } = await import(plugin);
      const found = { __esModule: true, default: await make(shared) };
      return () => found;
    },
  };
})();
