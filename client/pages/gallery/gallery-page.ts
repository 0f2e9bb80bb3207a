import './gallery.css'
import { html, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import '../../ui/shell.ts'
import { settingsList } from '../settings-list.ts'
import { setTitle } from '../title.ts'
import { buttons, fields } from './controls-part.ts'
import { GALLERY_PARTIES, parties, stances, swatches } from './marks-part.ts'
import { emptyAndError, floating, saving, tabsAndTable } from './panels-part.ts'

/** Every component in every state, for those who build Trestle. In English only; it never ships to partners. */
@customElement('tr-gallery-page')
export class GalleryPageElement extends TrElement {
  @state() private open = false

  protected override render(): TemplateResult {
    setTitle('Gallery')
    return html`<tr-shell
        .name=${'Bonde Basin Compact'}
        .home=${'/gallery'}
        .places=${[
          { href: '/gallery', label: 'Table', icon: 'layout-grid', current: false },
          { href: '/gallery', label: 'Map', icon: 'chart-scatter', current: true },
          { href: '/gallery', label: 'Agreement', icon: 'scroll-text', current: false },
          { href: '/gallery', label: 'Decisions', icon: 'gavel', current: false },
        ]}
        .more=${[{ href: '/gallery', label: 'Notes', icon: 'sticky-note', current: false }]}
        .seats=${GALLERY_PARTIES.slice(0, 8).map((party, at) => ({ party, here: at % 3 !== 1 }))}
        .saved=${{ type: 'saved', at: Date.now() }}
        .me=${{ name: 'Grace Achieng', role: 'Representative', party: GALLERY_PARTIES[4] }}
        .links=${[{ label: 'People and invites', icon: 'users-round', href: '/gallery' }]}
        .settings=${settingsList()}
      ></tr-shell>
      <main id="main" tabindex="-1" class="page stack gallery">
        <div>
          <h1>Gallery</h1>
          <p class="muted">Every component in every state. The tool speaks in the sans; the partners’ words are in the serif.</p>
        </div>
        <div class="gal">
          ${parties()} ${stances()} ${buttons()} ${fields()} ${saving()}
          ${floating(() => {
            this.open = true
          })}
          ${tabsAndTable()} ${emptyAndError()} ${swatches()}
        </div>
        <tr-dialog .heading=${'Reopen clause 5?'} ?open=${this.open} @close=${() => {
          this.open = false
        }}>
          <p>All eight parties assent to these words. Changing them asks three parties again: those whose interests it touches.</p>
        </tr-dialog>
      </main>`
  }
}
