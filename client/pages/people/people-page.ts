import './people.css'
import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { iAmBroker } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { TrElement } from '../../ui/element.ts'
import './invites-part.ts'
import './members-part.ts'
import './parties-part.ts'
import { loadReach, type Reach } from '../../room/reach.ts'
import './reach-part.ts'

/** Who sits at the table: parties, people and invites. Brokers change them here; everyone else reads along. */
@customElement('tr-people-page')
export class PeoplePageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @state() private reach: Reach | null = null
  /** The address that links for phones begin with, when one was chosen. */
  @state() private base: string | null = null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session')) return
    this.watch(this.session)
    void this.#look(this.session)
  }

  protected override render() {
    const { session } = this
    const inviting = iAmBroker(session) || session.me.role === 'representative'
    return html`<div class="page people stack">
      <div class="stack tight">
        <h1>${msg('People and invites')}</h1>
        <p class="muted">${
          iAmBroker(session)
            ? msg(
                'Parties sit at the table; people speak for them. What you change here counts at once and stays in the record.',
              )
            : msg('Parties sit at the table; people speak for them. The broker changes this list.')
        }</p>
      </div>
      <tr-parties-part .session=${session}></tr-parties-part>
      <tr-members-part .session=${session}></tr-members-part>
      ${
        inviting
          ? html`<tr-invites-part .session=${session} .reach=${this.reach} .base=${this.base} @choose-base=${(
              event: CustomEvent<string>,
            ) => {
              this.base = event.detail
            }}></tr-invites-part>`
          : nothing
      }
      <tr-reach-part .reach=${this.reach} .base=${this.base}></tr-reach-part>
    </div>`
  }

  async #look(session: PartnershipSession): Promise<void> {
    const reach = iAmBroker(session) ? await loadReach(session.id) : null
    if (session === this.session) this.reach = reach
  }
}
