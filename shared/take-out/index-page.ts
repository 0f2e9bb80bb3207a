/** A file that the page links to, with what it is. */
export type IndexLink = { path: string; title: string; about: string }

/** One heading of the page with its links. */
export type IndexPart = { heading: string; links: readonly IndexLink[] }

/** What the page says of the partnership; all of it is escaped. */
export type IndexFacts = {
  name: string
  purpose: string
  facts: readonly (readonly [string, string])[]
  parts: readonly IndexPart[]
  notes: readonly string[]
}

// No colours but black on white and the reader's own: it must read in any browser, for years, and print well.
const STYLE = `
:root{color-scheme:light dark}
body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1.25rem}
h1{font-family:Georgia,serif;line-height:1.2;border-bottom:2px solid;padding-bottom:.6rem}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.25rem}
dd{margin:0}
li{margin:.35rem 0}
small{display:block}
@media(max-width:30rem){dl{display:block}dd{margin-bottom:.4rem}}
@media print{body{margin:0;max-width:none;color:#000;background:#fff}a{color:#000}a::after{content:" (" attr(href) ")";font-size:.85em}}
`

/** A page that opens offline and links the files of an export: no script, nothing fetched, every word escaped. */
export function indexPage({ name, purpose, facts, parts, notes }: IndexFacts): string {
  const list = facts.map(([term, value]) => `<dt>${safe(term)}</dt><dd dir="auto">${safe(value)}</dd>`).join('\n')
  const body = parts
    .filter(part => part.links.length > 0)
    .map(part => `<h2>${safe(part.heading)}</h2>\n<ul>\n${part.links.map(linkItem).join('\n')}\n</ul>`)
    .join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1 dir="auto">${safe(name)}</h1>
${purpose ? `<p dir="auto">${safe(purpose)}</p>\n` : ''}<dl>
${list}
</dl>
${body}
${notes.map(note => `<p>${safe(note)}</p>`).join('\n')}
</main>
</body>
</html>
`
}

function linkItem({ path, title, about }: IndexLink): string {
  const href = path.split('/').map(encodeURIComponent).join('/')
  return `<li><a href="${href}" dir="auto">${safe(title)}</a> <small>${safe(about)}</small></li>`
}

function safe(words: string): string {
  return words
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
