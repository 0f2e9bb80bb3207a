/** The comment above a clause in Markdown; `tag` is the clause's word for machines. */
export function clauseMark(tag: string): string {
  return `<!-- trestle: clause ${tag} -->`
}

/** The comment below the last clause. */
export const CLAUSES_END = '<!-- trestle: end of clauses -->'

/** The tag of a line that is a clause's comment, or null. */
export function markedTag(line: string): string | null {
  return /^<!-- trestle: clause ([a-z-]{1,40}) -->\s*$/.exec(line)?.[1] ?? null
}

/**
 * Names of the paragraph styles in a word processor's file that tell the tool's own sentences from the partners' words. Word
 * processors keep names where they change ids.
 */
export const STYLES = {
  part: 'Trestle part',
  line: 'Trestle line',
  plain: 'Trestle plain words',
  gap: 'Trestle gap',
  about: 'Trestle clause',
  more: 'Trestle list text',
} as const
