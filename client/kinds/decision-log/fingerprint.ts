import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'

/** The first twelve hex digits of a hash in groups of four: short enough to read to each other on the telephone. */
export function fingerprintText(hash: string): string {
  return hash.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ')
}

/** “Fingerprint 7c41 e09a 5b2f”, the whole hash as its title. */
export function fingerprint(hash: string): TemplateResult {
  return html`<span>${msg('Fingerprint')} <bdi class="mono" dir="ltr" title=${hash}>${fingerprintText(hash)}</bdi></span>`
}
