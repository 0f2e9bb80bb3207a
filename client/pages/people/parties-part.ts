import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { newId } from '../../../shared/ids.ts'
import type { Party } from '../../../shared/ledger/state.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { doneToast } from '../../ledger/undo-toast.ts'
import { iAmBroker, memberName, partyView } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { CommandBody, PartnershipSession } from '../../room/types.ts'
import '../../ui/dialog.ts'
import { provideActs } from '../../ui/acts.ts'
import { TrElement } from '../../ui/element.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { formatList, isolated, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { mark } from '../../ui/mark.ts'
import { sectorWord } from '../../ui/words.ts'
import { newPartyDraft, type PartyDraft, partyForm, suggestInitials } from './party-form.ts'

/** The parties in the table's stable order, with who speaks for each; brokers add and change them. */
@customElement('tr-parties-part')
export class PartiesPartElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @state() private draft: PartyDraft | null = null
  @state() private error = ''
  @state() private busy = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.watch(this.session)
  }

  constructor() {
    super()
    provideActs(this, () => [
      {
        id: 'people-party',
        label: msg('Add a party'),
        icon: 'plus',
        keys: 'N',
        off: iAmBroker(this.session) ? '' : msg('Brokers add parties. Ask one of them.'),
        run: () => this.#add(),
      },
    ])
  }

  protected override render() {
    const all = [...this.session.ledger.parties.values()]
    const broker = iAmBroker(this.session)
    return html`<section class="part" aria-labelledby="h-parties">
      <div class="row apart">
        <h2 id="h-parties">${msg('Parties')} <span class="muted num">${formatNumber(all.length)}</span></h2>
        ${broker && all.length > 0 ? html`<button class="btn dense" type="button" @click=${this.#add}>${icon('plus')}${msg('Add a party')}</button>` : nothing}
      </div>
      ${
        all.length === 0
          ? emptyState({
              words: msg(
                'No party sits here yet. A party is an organisation or a community body, for example “Lower Delta Fishers’ Cooperative”.',
              ),
              ...(broker && { act: { label: msg('Add a party'), run: this.#add } }),
            })
          : html`<ul class="list parties">${all.map(party => this.#party(party, broker))}</ul>`
      }
      <tr-dialog .heading=${this.draft?.party ? msg('Change a party') : msg('Add a party')} ?open=${this.draft !== null} @close=${this.#close}>
        ${
          this.draft
            ? partyForm({
                draft: this.draft,
                error: this.error,
                busy: this.busy,
                change: part => {
                  if (this.draft) this.draft = { ...this.draft, ...part }
                },
                submit: () => void this.#save(),
                cancel: this.#close,
              })
            : nothing
        }
      </tr-dialog>
    </section>`
  }

  #party(party: Party, broker: boolean): TemplateResult {
    const view = partyView(this.session, party.id)
    const people = [...this.session.ledger.members.values()].filter(
      member => member.party === party.id && member.leftAt === null,
    )
    const here = people.some(member => this.session.present.has(member.id))
    return html`<li id=${`party-${party.id}`}>
      ${mark(view, { stance: here ? 'full' : 'away', decorative: true, size: 'lg' })}
      <div class="who">
        <p class="words name"><bdi>${view.name}</bdi></p>
        <p class="sm muted row facts">
          <span>${sectorWord(party.sector)}</span> ${party.standing === 'associate' ? html`<span>${msg('associate')}</span>` : nothing} ${view.short === view.name ? nothing : html`<bdi>${view.short}</bdi>`}
        </p>
      </div>
      <p class="sm speaks">${
        people.length === 0
          ? html`<span class="muted">${msg('Nobody speaks for it yet')}</span>`
          : formatList(people.map(member => isolated(memberName(this.session, member.id))))
      }</p>
      ${
        broker
          ? html`<span class="row tight">
              <a class="btn quiet dense" href=${path.viewAs(this.session.id, { role: 'representative', party: party.id })} aria-label=${msg(str`Look as ${view.name}`)}>${icon('eye')}${msg('Look as')}</a>
              <button class="btn quiet dense" type="button" aria-label=${msg(str`Change ${view.name}`)} @click=${() => this.#edit(party)}>${msg('Change')}</button>
            </span>`
          : nothing
      }
    </li>`
  }

  readonly #add = (): void => {
    this.error = ''
    this.draft = newPartyDraft()
  }

  #edit(party: Party): void {
    const { name, short, initials } = partyView(this.session, party.id)
    this.error = ''
    this.draft = { party: party.id, name, short, initials, sector: party.sector, standing: party.standing }
  }

  readonly #close = (): void => {
    this.draft = null
  }

  /** Two parties of one name could not be told apart in an invite or a position. */
  #isTaken({ party, name }: PartyDraft): boolean {
    const wanted = plain(name)
    return [...this.session.ledger.parties.keys()].some(
      id => id !== party && plain(partyView(this.session, id).name) === wanted,
    )
  }

  #asItStands(id: string): CommandBody | null {
    const party = this.session.ledger.parties.get(id)
    if (!party) return null
    const { name, short, initials } = partyView(this.session, id)
    const { sector, standing } = party
    return { type: 'party.change', party: id, name, short, initials, sector, standing }
  }

  async #save(): Promise<void> {
    const { draft, session } = this
    if (!draft || this.busy) return
    const name = draft.name.trim()
    if (this.#isTaken(draft)) {
      this.error = msg(str`${name} sits at this table already. Give a name that tells the two apart.`)
      return
    }
    const command = {
      type: draft.party === null ? ('party.add' as const) : ('party.change' as const),
      party: draft.party ?? newId(),
      name,
      short: draft.short.trim() || name.slice(0, 60),
      initials: draft.initials.trim() || suggestInitials(name) || [...name].slice(0, 2).join(''),
      sector: draft.sector,
      standing: draft.standing,
    }
    const before = draft.party === null ? null : this.#asItStands(draft.party)
    this.busy = true
    const result = await session.execute(command)
    this.busy = false
    if (!result.ok && result.refusal.code !== 'nothing-changed') {
      this.error = refusalWords(result.refusal)
      return
    }
    this.draft = null
    if (!result.ok) return
    doneToast(session, before === null ? msg(str`${name} sits at the table`) : msg(str`${name} changed`), before)
  }
}

function plain(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLocaleLowerCase()
}
