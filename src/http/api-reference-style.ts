/** The look of the API's reference page: the product's colours, light and dark, and the system's own letters. */
export const apiReferenceStyle = `
:root { color-scheme: light dark; --ink: light-dark(#14213d, #f0f4fc); --soft: light-dark(#4b5a78, #aab6d3);
  --ground: light-dark(#f6f8fc, #0d1222); --surface: light-dark(#ffffff, #161e35);
  --line: light-dark(#dde4f1, #2a3552); --brand: light-dark(#2a56d6, #8fb0ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 3rem 0 1rem; }
h3 { margin: 0; font-size: 1.0625rem; }
h4 { margin: 1rem 0 0.25rem; font-size: 0.875rem; color: var(--soft); }
a { color: var(--brand); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 3px; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; padding: 0; list-style: none; }
article { margin: 0 0 1rem; padding: 1.25rem; border: 1px solid var(--line); border-radius: 1rem;
  background: var(--surface); }
article p { margin: 0.5rem 0 0; }
article ul { margin: 0; padding-left: 1.25rem; }
.who { color: var(--soft); font-size: 0.875rem; }
.method { color: var(--brand); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.875rem; }
pre { margin: 0; padding: 0.75rem 1rem; border-radius: 0.75rem; background: var(--ground);
  border: 1px solid var(--line); white-space: pre-wrap; }
`;
