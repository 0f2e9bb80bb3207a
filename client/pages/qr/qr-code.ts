import { html, nothing, type PropertyValues, svg } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { TrElement } from '../../ui/element.ts'
import './qr.css'

/** Light modules around the code, which cameras need to find it. */
const QUIET = 4

/** A QR code of `text`, dark on light in every theme. `label` says what it leads to. The encoder is fetched when it is used. */
@customElement('tr-qr-code')
export class QrCodeElement extends TrElement {
  @property() text = ''
  @property() label = ''
  @state() private picture: { of: string; size: number; path: string } | null = null
  #drawing: Promise<void> = Promise.resolve()

  /** Resolves when the code stands on the page. */
  async drawn(): Promise<void> {
    await this.updateComplete
    await this.#drawing
    await this.updateComplete
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text') && this.text !== '') this.#drawing = this.#draw(this.text)
  }

  protected override render() {
    const { picture } = this
    if (picture?.of !== this.text) return nothing
    return html`<svg class="qr" viewBox="0 0 ${picture.size} ${picture.size}" role="img" aria-label=${this.label}>
      ${svg`<rect class="paper" width=${picture.size} height=${picture.size}></rect><path class="modules" d=${picture.path}></path>`}
    </svg>`
  }

  async #draw(text: string): Promise<void> {
    const { encode } = await import('uqr')
    if (text !== this.text) return
    const { data, size } = encode(text, { ecc: 'M', border: QUIET })
    this.picture = { of: text, size, path: pathOf(data) }
  }
}

/** The dark modules as one path: runs of a row are one bar, so that no seams show. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      row.map((dark, x) => {
        if (!dark || row[x - 1]) return ''
        const end = row.findIndex((one, at) => at > x && !one)
        const length = (end === -1 ? row.length : end) - x
        return `M${x} ${y}h${length}v1h-${length}z`
      }),
    )
    .join('')
}
