import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { go, path } from '../../room/navigate.ts'
import { api } from '../../sync/api.ts'
import { TrElement } from '../../ui/element.ts'
import { areaField, fieldError, selectField, textField } from '../../ui/field.ts'
import { keepRecoveryLink } from '../recovery-link.ts'

type Begin = 'empty' | 'template' | 'sample'
type Template = 'mou' | 'charter'
type Errors = Partial<Record<'name' | 'brokerName' | 'all', string>>

/** Starts a partnership: five fields and where to begin. */
@customElement('tr-start-form')
export class StartFormElement extends TrElement {
  /** First visit: the sample is the place to begin. */
  @property({ type: Boolean }) sample = false
  @state() private name = ''
  @state() private purpose = ''
  @state() private brokerName = ''
  @state() private brokerTitle = ''
  @state() private host = ''
  @state() private begin: Begin | null = null
  @state() private template: Template = 'mou'
  @state() private errors: Errors = {}
  @state() private busy = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sample') || this.begin === null) this.begin ??= this.sample ? 'sample' : 'template'
  }

  protected override render() {
    const titles = titleChoices()
    return html`<form class="sheet stack start-form" aria-labelledby="h-new" novalidate @submit=${this.#submit}>
      <h2 id="h-new" class="words start-head">${msg('Start a partnership')}</h2>
      ${textField({
        id: 'start-name',
        label: msg('What is it called?'),
        value: this.name,
        words: true,
        required: true,
        maxLength: 200,
        ...err(this.errors.name),
        onInput: value => {
          this.name = value
        },
      })}
      ${areaField({
        id: 'start-purpose',
        label: msg('What is it for, in one sentence?'),
        value: this.purpose,
        words: true,
        maxLength: 1000,
        hint: msg('Partners can change this together later.'),
        onInput: value => {
          this.purpose = value
        },
      })}
      ${textField({
        id: 'start-person',
        label: msg('Your name'),
        value: this.brokerName,
        required: true,
        maxLength: 120,
        autocomplete: 'name',
        ...err(this.errors.brokerName),
        onInput: value => {
          this.brokerName = value
        },
      })}
      ${selectField({
        id: 'start-title',
        label: msg('What do partners call your role?'),
        value: this.brokerTitle || titles[0]!,
        options: titles.map(title => ({ value: title, label: title })),
        onInput: value => {
          this.brokerTitle = value
        },
      })}
      ${textField({
        id: 'start-host',
        label: msg('Who runs this server?'),
        value: this.host,
        maxLength: 200,
        hint: msg('They could technically read what is written here. Everyone who joins is told.'),
        onInput: value => {
          this.host = value
        },
      })}
      ${this.#beginWith()}
      ${this.errors.all ? fieldError('start', this.errors.all) : nothing}
      <button class="btn primary wide" type="submit" aria-busy=${this.busy ? 'true' : nothing} ?disabled=${this.busy}>${this.busy ? msg('Setting the table') : msg('Start the partnership')}</button>
    </form>`
  }

  #beginWith(): TemplateResult {
    const option = (value: Begin, title: string, words: string) => html`<label class="opt">
      <input type="radio" name="begin" value=${value} .checked=${this.begin === value} @change=${() => {
        this.begin = value
      }} />
      <span><b>${title}</b><br /><span class="muted sm">${words}</span></span>
    </label>`
    return html`<fieldset class="stack tight">
      <legend class="strong sm">${msg('Begin with')}</legend>
      ${option('empty', msg('An empty table'), msg('Three blank canvases.'))}
      ${option('template', msg('A template'), msg('An agreement with sections and prompt questions.'))}
      ${
        this.begin === 'template'
          ? html`<div class="template-choice">${selectField({
              id: 'start-template',
              label: msg('Which template?'),
              value: this.template,
              options: [
                { value: 'mou', label: msg('Memorandum of understanding') },
                { value: 'charter', label: msg('One-page charter') },
              ],
              onInput: value => {
                this.template = value === 'charter' ? 'charter' : 'mou'
              },
            })}</div>`
          : nothing
      }
      ${option('sample', msg('The sample partnership'), msg('A river basin, half-way through. Look around, break things.'))}
    </fieldset>`
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    void this.#start()
  }

  async #start(): Promise<void> {
    if (this.busy) return
    this.errors = {
      ...(this.name.trim() === '' && { name: msg('Give it a name. It can change later.') }),
      ...(this.brokerName.trim() === '' && { brokerName: msg('Say who you are, so that partners know.') }),
    }
    if (Object.keys(this.errors).length > 0) {
      await this.updateComplete
      this.querySelector<HTMLElement>('[aria-invalid]')?.focus()
      return
    }
    this.busy = true
    const answer = await api.post<{ partnership: { id: string }; recoveryUrl: string }>('/api/partnerships', {
      name: this.name.trim(),
      purpose: this.purpose.trim(),
      brokerName: this.brokerName.trim(),
      brokerTitle: this.brokerTitle || titleChoices()[0]!,
      host: this.host.trim(),
      start: this.begin === 'template' ? this.template : (this.begin ?? 'empty'),
      titles: {
        map: msg('Stakeholder map'),
        companion: msg('Stakeholder map: brokers’ notes'),
        agreement: msg('Agreement'),
        log: msg('Decision log'),
        board: msg('Notes'),
      },
      question: msg('Who affects what we want to do together, and who is affected by it?'),
    })
    this.busy = false
    if (!answer.ok) {
      this.errors = { all: refusalWords(answer.refusal) }
      return
    }
    keepRecoveryLink(answer.value.partnership.id, answer.value.recoveryUrl)
    go(path.table(answer.value.partnership.id))
  }
}

function titleChoices(): string[] {
  return [
    msg('Partnership broker'),
    msg('Convenor'),
    msg('Bridge-builder'),
    msg('Intermediary'),
    msg('Connector'),
    msg('Process manager'),
    msg('Animator'),
  ]
}

function err(error: string | undefined): { error?: string } {
  return error ? { error } : {}
}
