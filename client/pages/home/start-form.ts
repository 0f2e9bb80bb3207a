import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { go, path } from '../../room/navigate.ts'
import { TrElement } from '../../ui/element.ts'
import { areaField, fieldError, selectField, textField } from '../../ui/field.ts'
import { createPartnership, firstCanvas, type Start } from './create.ts'

type Begin = 'empty' | 'meeting' | 'template' | 'sample'
type Template = Extract<Start, 'mou' | 'charter' | 'letter-of-intent' | 'full'>

const TEMPLATES: readonly Template[] = ['mou', 'charter', 'letter-of-intent', 'full']

/** What somebody came to do: it chooses where to begin, and where the new table opens. */
export type Aim = 'meeting' | 'agreement' | 'decisions'

const BEGINS: Record<Aim, Begin> = { meeting: 'meeting', agreement: 'template', decisions: 'empty' }
type Errors = Partial<Record<'name' | 'brokerName' | 'all', string>>

/** Starts a partnership: five fields and where to begin. */
@customElement('tr-start-form')
export class StartFormElement extends TrElement {
  /** First visit: the sample is the place to begin. */
  @property({ type: Boolean }) sample = false
  /** What the person came to do, or null. */
  @property({ attribute: false }) aim: Aim | null = null
  @state() private name = ''
  @state() private purpose = ''
  @state() private brokerName = ''
  @state() private brokerTitle = ''
  @state() private host = ''
  @state() private begin: Begin = 'template'
  @state() private template: Template = 'mou'
  @state() private errors: Errors = {}
  @state() private busy = false

  /** What the person picked; until then the first choice follows from who they are. */
  #chosen: Begin | null = null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('aim') && this.aim) this.#chosen = BEGINS[this.aim]
    this.begin = this.#chosen ?? (this.sample ? 'sample' : 'template')
  }

  protected override render() {
    const titles = titleChoices()
    return html`<form class="sheet stack start-form" aria-labelledby="h-new" novalidate @submit=${this.#submit}>
      <h2 id="h-new" class="words start-head" tabindex="-1">${msg('Start a partnership')}</h2>
      ${this.aim ? html`<p class="sm start-next">${aimWords(this.aim)}</p>` : nothing}
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
        this.#chosen = value
        this.begin = value
      }} />
      <span><b>${title}</b><br /><span class="muted sm">${words}</span></span>
    </label>`
    return html`<fieldset class="stack tight">
      <legend class="strong sm">${msg('Begin with')}</legend>
      ${option('empty', msg('An empty table'), msg('Three blank canvases.'))}
      ${option('meeting', msg('A meeting'), msg('A board for notes beside the three canvases.'))}
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
                { value: 'letter-of-intent', label: msg('Letter of intent') },
                { value: 'full', label: msg('Every section there is') },
              ],
              onInput: value => {
                this.template = TEMPLATES.find(one => one === value) ?? 'mou'
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
    const made = await createPartnership({
      name: this.name.trim(),
      purpose: this.purpose.trim(),
      brokerName: this.brokerName.trim(),
      brokerTitle: this.brokerTitle || titleChoices()[0]!,
      host: this.host.trim(),
      start: this.begin === 'template' ? this.template : this.begin,
    })
    if (made.ok) return go(await this.#opensAt(made.value))
    this.busy = false
    this.errors = { all: refusalWords(made.refusal) }
  }

  /** Where the new table opens: at what the person came for, as long as they began with what that needs. */
  async #opensAt(id: string): Promise<string> {
    const { aim } = this
    if (aim === null || this.begin !== BEGINS[aim]) {
      return this.begin === 'sample' ? `${path.table(id)}?seat=choose` : path.table(id)
    }
    if (aim === 'meeting') return path.people(id)
    const canvas = await firstCanvas(id, aim === 'agreement' ? 'agreement' : 'decision-log')
    return canvas === null ? path.table(id) : path.canvas(id, canvas)
  }
}

function aimWords(aim: Aim): string {
  switch (aim) {
    case 'meeting':
      return msg('Your meeting gets a table of its own. Next you name the parties and invite their people.')
    case 'agreement':
      return msg('Choose a template below. The new table opens on the agreement, with prompts to answer.')
    case 'decisions':
      return msg('A decision log lies on a table. Start one, then write down what you decided, or put a new question.')
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
