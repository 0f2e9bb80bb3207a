import { formatDateTime, formatNumber, isolated } from '../../ui/format.ts'
import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { isBroker, ROLES, type Role } from '../../../shared/access/roles.ts'
import type { Member } from '../../../shared/ledger/state.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { doneToast } from '../../ledger/undo-toast.ts'
import { iAmBroker, memberName, parties, partyView } from '../../ledger/views.ts'
import { showMessage } from '../../messages/message-dialog.ts'
import { go, path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { api } from '../../sync/api.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { fieldError, selectField, textField } from '../../ui/field.ts'
import { icon } from '../../ui/icon.ts'
import { partyTag } from '../../ui/mark.ts'
import '../../ui/menu.ts'
import { toast } from '../../ui/toast.ts'
import { roleMeaning, roleWord } from '../../ui/words.ts'
import { makeWayBackFor } from '../way-back.ts'

type Draft = { member: string; name: string; role: Role; party: string }

/** The people at the table with role and party; brokers change both and end a membership. */
@customElement('tr-members-part')
export class MembersPartElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @state() private draft: Draft | null = null
  @state() private error = ''
  @state() private busy = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.watch(this.session)
  }

  protected override render() {
    const people = inOrder([...this.session.ledger.members.values()].filter(member => member.leftAt === null))
    return html`<section class="part" aria-labelledby="h-members">
      <h2 id="h-members">${msg('People')} <span class="muted num">${formatNumber(people.length)}</span></h2>
      <ul class="list members">${people.map(member => this.#member(member))}</ul>
      <tr-dialog .heading=${msg('Change role or party')} ?open=${this.draft !== null} @close=${this.#close}>
        ${this.draft ? this.#form(this.draft) : nothing}
      </tr-dialog>
    </section>`
  }

  #member(member: Member): TemplateResult {
    const { session } = this
    const name = memberName(session, member.id)
    const here = session.present.has(member.id) || member.id === session.me.member
    const items = this.#items(member, name)
    return html`<li id=${`member-${member.id}`}>
      <p class="who"><span class="strong"><bdi>${name}</bdi></span>${member.id === session.me.member ? html` <span class="muted">${msg('(you)')}</span>` : nothing}</p>
      <p><span class="tag">${roleWord(member.role)}</span></p>
      <p class="sm of">${member.party ? partyTag(partyView(session, member.party)) : html`<span class="muted">${msg('For no party')}</span>`}</p>
      <p class="sm here">${here ? html`<span class="status pos">${icon('circle-dot')}${msg('Here now')}</span>` : nothing}</p>
      ${this.#wayBack(member)}
      ${items.length > 0 ? html`<tr-menu .label=${msg(str`More for ${name}`)} .items=${items}></tr-menu>` : html`<span></span>`}
    </li>`
  }

  /** Everyone sees that somebody made a way back for another. */
  #wayBack(member: Member): TemplateResult | typeof nothing {
    const way = this.session.ledger.waysBack.get(member.id)
    if (!way) return nothing
    const [made, used] = [formatDateTime(way.issuedAt), way.usedAt === null ? '' : formatDateTime(way.usedAt)]
    const by = isolated(memberName(this.session, way.by))
    return html`<p class="xs muted way-back">${
      used === ''
        ? msg(str`${by} made a way back for them: ${made}. It has not been used.`)
        : msg(str`${by} made a way back for them: ${made}. It was used: ${used}.`)
    }</p>`
  }

  #items(member: Member, name: string) {
    const { session } = this
    const own = member.id === session.me.member
    const table = { type: 'table', to: [member.id], link: path.table(session.id), by: null } as const
    const ask = {
      label: msg('Ask to the table now'),
      icon: 'send' as const,
      run: () => void showMessage(session, table),
    }
    if (!iAmBroker(session)) return own ? [] : [ask]
    const above = member.role === 'broker' && session.me.role !== 'broker'
    const { role, party } = member
    return [
      ...(own ? [] : [ask]),
      ...(isBroker(role)
        ? []
        : [
            {
              label: msg('See what they see'),
              icon: 'eye' as const,
              run: () => go(path.viewAs(session.id, { role, party })),
            },
          ]),
      ...(above || own
        ? []
        : [
            {
              label: msg('Make a way back'),
              icon: 'key-round' as const,
              run: () => void makeWayBackFor(session, member.id),
            },
          ]),
      ...(above
        ? []
        : [{ label: msg('Change role or party'), icon: 'pencil' as const, run: () => this.#edit(member, name) }]),
      ...(above || own
        ? []
        : [
            {
              label: msg('Remove from the table'),
              icon: 'user-minus' as const,
              danger: true,
              run: () => void this.#remove(member, name),
            },
          ]),
    ]
  }

  #form(draft: Draft): TemplateResult {
    const broker = this.session.me.role === 'broker'
    const roles = ROLES.filter(role => role !== 'broker' || broker || draft.role === 'broker')
    const change = (part: Partial<Draft>) => {
      if (this.draft) this.draft = { ...this.draft, ...part }
    }
    const send = (event: Event) => {
      event.preventDefault()
      void this.#save()
    }
    return html`<form class="stack" @submit=${send}>
      ${textField({ id: 'member-name', label: msg('Name, as others see it'), value: draft.name, required: true, maxLength: 120, onInput: name => change({ name }) })}
      ${selectField({
        id: 'member-role',
        label: msg('Role'),
        value: draft.role,
        hint: roleMeaning(draft.role),
        options: roles.map(role => ({ value: role, label: roleWord(role) })),
        onInput: role => change({ role: ROLES.find(one => one === role) ?? draft.role }),
      })}
      ${selectField({
        id: 'member-party',
        label: msg('Party'),
        value: draft.party,
        options: [
          { value: '', label: msg('For no party') },
          ...parties(this.session).map(party => ({ value: party.id, label: party.name })),
        ],
        onInput: party => change({ party }),
      })}
      ${this.#outgrown(draft)}
      ${this.error ? fieldError('member', this.error) : nothing}
      <div class="row end">
        <button class="btn" type="button" @click=${this.#close}>${msg('Cancel')}</button>
        <button class="btn primary" type="submit" ?disabled=${this.busy || draft.name.trim() === ''}>${msg('Save')}</button>
      </div>
    </form>`
  }

  /** Whoever comes to run the table is signed out where they came in by a way back that somebody else made. */
  #outgrown(draft: Draft): TemplateResult | typeof nothing {
    const { ledger } = this.session
    const way = ledger.waysBack.get(draft.member)
    const before = ledger.members.get(draft.member)?.role
    if (!way || !before || !isBroker(draft.role) || ROLES.indexOf(draft.role) >= ROLES.indexOf(before)) return nothing
    const by = isolated(memberName(this.session, way.by))
    return html`<p class="sm" role="status">${msg(str`${by} made a way back for them. Devices that came in by it are signed out when you save this role. Make a new way back then, if they need one.`)}</p>`
  }

  #edit(member: Member, name: string): void {
    this.error = ''
    this.draft = { member: member.id, name, role: member.role, party: member.party ?? '' }
  }

  readonly #close = (): void => {
    this.draft = null
  }

  async #save(): Promise<void> {
    const { draft } = this
    if (!draft || this.busy) return
    this.busy = true
    const { member, role, party } = draft
    const known = this.session.ledger.members.get(member)
    const before = known && {
      type: 'member.change' as const,
      member,
      role: known.role,
      party: known.party,
      name: memberName(this.session, member),
    }
    const result = await this.session.execute({
      type: 'member.change',
      member,
      role,
      party: party || null,
      name: draft.name.trim(),
    })
    this.busy = false
    if (!result.ok && result.refusal.code !== 'nothing-changed') {
      this.error = refusalWords(result.refusal)
      return
    }
    this.draft = null
    if (result.ok) doneToast(this.session, msg(str`${draft.name} changed`), before ?? null)
  }

  async #remove(member: Member, name: string): Promise<void> {
    const sure = await confirmAct({
      heading: msg(str`Remove ${name} from the table?`),
      body: msg(
        'Their line closes at once, and invites that they made end. What they said and did stays in the record under their name.',
      ),
      act: msg('Remove'),
      cancel: msg('Leave as it is'),
      danger: true,
    })
    if (!sure) return
    const answer = await api.delete(`/api/partnerships/${this.session.id}/members/${member.id}`)
    if (answer.ok) toast(msg(str`${name} is no longer at the table`))
    else toast(refusalWords(answer.refusal), { tone: 'negative' })
  }
}

/** Brokers first, then by role, then as they came. */
function inOrder(members: Member[]): Member[] {
  return members.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.joinedAt - b.joinedAt)
}
