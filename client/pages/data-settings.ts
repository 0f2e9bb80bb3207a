import { msg, str } from '@lit/localize'
import { html } from 'lit'
import { customElement } from 'lit/decorators.js'
import { lowData, setLowData } from '../sync/low-data.ts'
import { trafficSoFar } from '../sync/traffic.ts'
import { TrElement } from '../ui/element.ts'
import { formatBytes } from '../ui/format.ts'

/** Low-data mode as a switch, with what this visit has moved so far. Counts anew each time that its panel opens. */
@customElement('tr-data-settings')
export class DataSettingsElement extends TrElement {
  #panel: Element | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.watch(lowData)
    this.#panel = this.closest('[popover]')
    this.#panel?.addEventListener('toggle', this.#again)
  }

  override disconnectedCallback(): void {
    this.#panel?.removeEventListener('toggle', this.#again)
    super.disconnectedCallback()
  }

  protected override render() {
    const { received, sent } = trafficSoFar()
    const [came, went] = [formatBytes(received), formatBytes(sent)]
    return html`<label class="check"><span>${msg('Low data: no cursors, lists first, little pictures on demand')}</span><input
        type="checkbox" aria-describedby="data-moved" .checked=${lowData.on()}
        @change=${(event: Event) => setLowData((event.currentTarget as HTMLInputElement).checked)}
      /></label>
      <p class="sm muted" id="data-moved">${msg(str`This visit: ${came} came, ${went} went, as far as the browser tells.`)}</p>`
  }

  readonly #again = (): void => this.requestUpdate()
}
