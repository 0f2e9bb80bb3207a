import { msg, str } from '@lit/localize'
import { html } from 'lit'
import { customElement, property, query } from 'lit/decorators.js'
import { TrElement } from '../../ui/element.ts'
import { icon } from '../../ui/icon.ts'
import type { QrCodeElement } from './qr-code.ts'
import './qr-code.ts'

/** The way in as a room sees it: whose table it is, the link, and the code that is said aloud. */
export type WayIn = { partnership: string; url: string; code: string }

/**
 * The way in, large enough for a projector: the code to scan, the address to type and the words to say. Printed, it is a
 * sheet for the door with a line for the network's name. Escape and the button close it.
 */
@customElement('tr-join-wall')
export class JoinWallElement extends TrElement {
  @property({ attribute: false }) way!: WayIn
  @query('dialog') private dialog!: HTMLDialogElement

  protected override firstUpdated(): void {
    this.dialog.showModal()
  }

  protected override render() {
    const { partnership, url, code } = this.way
    const host = `${new URL(url).host}/join`
    return html`<dialog class="wall" aria-labelledby="h-wall" @close=${() => this.remove()}>
      <div class="wall-tools">
        <button class="btn" type="button" @click=${() => print()}>${icon('printer')}${msg('Print a sheet')}</button>
        <button class="btn primary" type="button" @click=${() => this.dialog.close()}>${icon('x')}${msg('Close')}</button>
      </div>
      <div class="wall-body">
        <tr-qr-code .text=${url} .label=${msg(str`Code that leads to the join page of ${partnership}`)}></tr-qr-code>
        <div>
          <h2 id="h-wall">${msg('Join')} <bdi>${partnership}</bdi></h2>
          <ol>
            <li>${msg('Scan the code with the camera of your phone.')}</li>
            <li>${msg('Or open this address and type the code:')} <bdi class="host" dir="ltr">${host}</bdi> <span class="spoken ${code.length > 18 ? 'long' : ''}"><bdi dir="ltr">${code}</bdi></span></li>
          </ol>
          <div class="by-hand"><span>${msg('Network (Wi-Fi):')}</span><span></span><span>${msg('Password:')}</span><span></span></div>
        </div>
      </div>
    </dialog>`
  }
}

/** Shows the way in over the whole window; `print` opens the print dialog at once. Focus comes back where it was. */
export async function showJoinWall(way: WayIn, options: { print?: boolean } = {}): Promise<void> {
  const wall = document.createElement('tr-join-wall') as JoinWallElement
  wall.way = way
  document.body.append(wall)
  await wall.updateComplete
  if (!options.print) return
  await wall.querySelector<QrCodeElement>('tr-qr-code')?.drawn()
  print()
}
