import { nothing, type TemplateResult } from 'lit'

let here = false
let fetching = false
const waiting = new Set<() => void>()

/**
 * True once the editor's code is here. Else it is fetched and `then` is called when it has come; without a line nothing
 * comes, and the next call tries again.
 */
function editorHere(then: () => void): boolean {
  if (here) return true
  waiting.add(then)
  if (!fetching) void fetchEditor()
  return false
}

async function fetchEditor(): Promise<void> {
  fetching = true
  try {
    await import('./prose-editor.ts')
    here = true
    for (const tell of waiting) tell()
    waiting.clear()
  } catch {
    // The line went: whoever shows the words meanwhile asks again with its next change.
  }
  fetching = false
}

/** An editor once its code is here, and until then the words as they can be read. */
export function editorOr(
  host: { requestUpdate(): void },
  editor: () => TemplateResult,
  words: TemplateResult | typeof nothing = nothing,
): TemplateResult | typeof nothing {
  return editorHere(() => host.requestUpdate()) ? editor() : words
}
