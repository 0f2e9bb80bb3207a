import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, query } from 'lit/decorators.js'
import type { SavedState } from '../room/types.ts'
import { brandMark } from './brand.ts'
import { TrElement } from './element.ts'
import { formatNumber } from './format.ts'
import { type IconName, icon } from './icon.ts'
import { ariaKeys, keyCaps } from './keys.ts'
import { mark, type PartyView, partyTag } from './mark.ts'
import './menu.ts'
import { placePopover } from './place-popover.ts'
import './saved.ts'
import { savedBanner } from './saved.ts'

/** A place of the partnership that the head leads to. */
export type ShellPlace = { href: string; label: string; icon: IconName; current: boolean }

/** A seat on the table's edge; `here` fills its mark. */
export type ShellSeat = { party: PartyView; here: boolean }

/** A line in the panel behind one's own name. */
export type ShellLink = { label: string; icon: IconName /** Begins a group. */; apart?: true } & (
  | { href: string }
  | { run: () => void }
)

/**
 * The head of every page in a partnership: places, the table's edge with its seats, the saved indicator, and oneself. On
 * phones the first four places stand at the bottom. Everything comes in by properties; `go` and `show-words` go out.
 */
@customElement('tr-shell')
export class ShellElement extends TrElement {
  @property() name = ''
  @property() home = '/'
  @property({ attribute: false }) places: readonly ShellPlace[] = []
  @property({ attribute: false }) more: readonly ShellPlace[] = []
  @property({ attribute: false }) seats: readonly ShellSeat[] = []
  /** How many people are at the table now, whether or not they sit for a party. */
  @property({ type: Number }) people = 0
  /** The names of those of them who sit for none. */
  @property({ attribute: false }) partyless: readonly string[] = []
  @property({ attribute: false }) saved: SavedState | null = null
  @property() why = ''
  @property() waiting = ''
  @property({ attribute: false }) showWords: (() => void) | null = null
  @property({ attribute: false }) me: { name: string; role: string; party: PartyView | null } | null = null
  /** On a shared phone: leaves at once. */
  @property({ attribute: false }) leave: (() => void) | null = null
  @property({ attribute: false }) links: readonly ShellLink[] = []
  /** Opens the command palette; without it there is no button. */
  @property({ attribute: false }) find: (() => void) | null = null
  @property({ attribute: false }) settings: TemplateResult | typeof nothing = nothing
  @query('#me-panel') private mePanel!: HTMLElement | null
  @query('.me-button') private meButton!: HTMLElement | null

  protected override render() {
    return html`<a class="skip" href="#main">${msg('Skip to content')}</a>
      <header class="top">
        <a class="brand" href="/" aria-label=${msg('Trestle: my partnerships')}>${brandMark()}</a>
        <a class="brand" href=${this.home}><span class="of" dir="auto">${this.name}</span></a>
        <nav class="places" aria-label=${msg('Partnership')}>
          ${this.places.map(place => html`<a href=${place.href} aria-current=${place.current ? 'page' : nothing}>${place.label}</a>`)}
          ${this.#more()}
        </nav>
        ${this.#seats()}
        <div class="tools">
          ${this.#presence()}
          <tr-saved .state=${this.saved}></tr-saved>
          ${this.#find()}
          ${this.#me()}
          ${this.leave ? html`<button class="btn dense leave" type="button" @click=${this.leave}>${icon('log-out')}<span>${msg('Leave')}</span></button>` : nothing}
        </div>
      </header>
      <div class="edge"></div>
      ${savedBanner({ state: this.saved, why: this.why, waiting: this.waiting, show: this.showWords })}
      <nav class="bottombar" aria-label=${msg('Partnership')}>
        ${this.places
          .slice(0, 4)
          .map(
            place =>
              html`<a href=${place.href} aria-current=${place.current ? 'page' : nothing}>${icon(place.icon)}<span>${place.label}</span></a>`,
          )}
      </nav>`
  }

  #more(): TemplateResult | typeof nothing {
    if (this.more.length === 0) return nothing
    const items = this.more.map(place => ({
      label: place.label,
      icon: place.icon,
      run: () => this.dispatchEvent(new CustomEvent('go', { detail: place.href })),
    }))
    return html`<tr-menu .label=${msg('More canvases')} .text=${msg('More')} .items=${items}></tr-menu>`
  }

  #seats(): TemplateResult | typeof nothing {
    if (this.seats.length === 0) return nothing
    return html`<ul class="seats" aria-label=${msg('At the table now')}>
      ${this.seats.map(seat => html`<li>${mark(seat.party, { stance: seat.here ? 'full' : 'away', label: seatLabel(seat) })}</li>`)}
    </ul>`
  }

  #presence(): TemplateResult | typeof nothing {
    if (this.seats.length === 0) return nothing
    return html`<button
        class="btn quiet dense presence"
        type="button"
        popovertarget="seats-panel"
        aria-label=${msg('Who is at the table now')}
      >${icon('users-round')}<span class="num">${formatNumber(this.people)}</span></button>
      <div id="seats-panel" popover class="floating me-panel" @toggle=${this.#seatsToggled}>
        <ul class="stack tight">
          ${this.seats.map(seat => html`<li class="row apart">${partyTag(seat.party)}<span class="sm muted">${seat.here ? msg('here') : msg('away')}</span></li>`)}
          ${this.partyless.map(name => html`<li class="row apart"><bdi>${name}</bdi><span class="sm muted">${msg('here')}</span></li>`)}
        </ul>
      </div>`
  }

  #find(): TemplateResult | typeof nothing {
    if (this.find === null) return nothing
    return html`<button class="find" type="button" aria-keyshortcuts=${ariaKeys('Mod+K')} @click=${this.find}>
      ${icon('search')}<span>${msg('Find or do')}</span><span class="caps" aria-hidden="true">${keyCaps('Mod+K').map(cap => html`<kbd>${cap}</kbd>`)}</span>
    </button>`
  }

  #me(): TemplateResult | typeof nothing {
    const { me } = this
    if (me === null) return nothing
    return html`<button class="me me-button" type="button" popovertarget="me-panel" aria-haspopup="dialog">
        ${me.party ? mark(me.party, { decorative: true }) : icon('user-round')}<span dir="auto">${me.name}</span><span class="vh">${msg('You and your settings')}</span>
      </button>
      <div id="me-panel" popover class="floating me-panel" role="dialog" aria-label=${msg('You and your settings')} @toggle=${this.#meToggled}>
        <div class="stack tight">
          <p class="strong" dir="auto">${me.name}</p>
          <p class="sm row tight"><span class="tag">${me.role}</span>${me.party ? partyTag(me.party) : nothing}</p>
        </div>
        <ul class="links">
          ${this.links.map(link =>
            'href' in link
              ? html`<li class=${link.apart ? 'apart' : nothing}><a href=${link.href} @click=${this.#closeMe}>${icon(link.icon)}${link.label}</a></li>`
              : html`<li class=${link.apart ? 'apart' : nothing}><button type="button" @click=${() => this.#run(link.run)}>${icon(link.icon)}${link.label}</button></li>`,
          )}
        </ul>
        ${this.settings}
      </div>`
  }

  readonly #closeMe = (): void => this.mePanel?.hidePopover()

  #run(run: () => void): void {
    this.#closeMe()
    run()
  }

  readonly #meToggled = (event: ToggleEvent): void => {
    if (event.newState === 'open' && this.meButton && this.mePanel) placePopover(this.meButton, this.mePanel)
  }

  readonly #seatsToggled = (event: ToggleEvent): void => {
    const button = this.querySelector('.presence')
    if (event.newState === 'open' && button) placePopover(button, event.currentTarget as HTMLElement)
  }
}

function seatLabel(seat: ShellSeat): string {
  return `${seat.party.name}, ${seat.here ? msg('here') : msg('away')}`
}
