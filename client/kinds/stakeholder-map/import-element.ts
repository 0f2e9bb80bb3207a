import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type CheckedRow, checkRow, checkRows } from '../../../shared/stakeholders/csv/check.ts'
import {
  CSV_COLUMNS,
  type CsvField,
  columnOf,
  type Matching,
  matchColumns,
} from '../../../shared/stakeholders/csv/columns.ts'
import { decodeCsv } from '../../../shared/stakeholders/csv/decode.ts'
import { type DuplicateChoice, type ImportPlan, planImport } from '../../../shared/stakeholders/csv/plan.ts'
import { type CsvTable, readCsv } from '../../../shared/stakeholders/csv/read.ts'
import { MAX_CSV_BYTES } from '../../../shared/stakeholders/csv/trouble.ts'
import '../../ui/dialog.ts'
import '../../ui/file-drop.ts'
import { announce } from '../../ui/announce.ts'
import { TrElement } from '../../ui/element.ts'
import { formatNumber } from '../../ui/format.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { audienceWords, fieldWord, rowTroubleWords, troubleWords } from './csv-words.ts'
import {
  halfRated,
  type ImportInto,
  type ImportProgress,
  RatingsRun,
  ratingCommands,
  serverHasRows,
  writeRows,
} from './import-run.ts'
import type { MapView } from './map-view.ts'

type Loaded = { name: string; table: CsvTable; matching: Matching; guessed: boolean; rows: CheckedRow[] }

/**
 * Import of stakeholders from a CSV file: choose, look (who will see each column, what is wrong in which row), import.
 * Nothing is written before the last button, and a broken file changes nothing. Event: `close`.
 */
@customElement('tr-map-import')
export class MapImportElement extends TrElement {
  @property({ attribute: false }) into!: ImportInto
  @property({ attribute: false }) view!: MapView
  @property({ type: Boolean }) open = false
  @state() private file: Loaded | null = null
  @state() private trouble = ''
  @state() private duplicates: DuplicateChoice = 'skip'
  @state() private progress: ImportProgress | null = null
  #run: RatingsRun | null = null
  #running = false
  #written = 0

  /** Reads a chosen or dropped file into the preview. */
  async read(file: File): Promise<void> {
    this.file = null
    this.trouble = ''
    if (file.size > MAX_CSV_BYTES) {
      this.trouble = troubleWords({ code: 'too-large', bytes: file.size, most: MAX_CSV_BYTES })
      return
    }
    const decoded = decodeCsv(new Uint8Array(await file.arrayBuffer()))
    if (!decoded.ok) {
      this.trouble = troubleWords(decoded.refusal)
      return
    }
    const table = readCsv(decoded.value.text)
    if (!table.ok) {
      this.trouble = troubleWords(table.refusal)
      return
    }
    const matching = this.#allowed(matchColumns(table.value.headings))
    this.file = {
      name: file.name,
      table: table.value,
      matching,
      guessed: decoded.value.encoding === 'windows-1252',
      rows: checkRows(table.value, matching),
    }
  }

  override render(): TemplateResult {
    return html`<tr-dialog class="wide" .heading=${msg('Import stakeholders from a CSV file')} ?open=${this.open} @close=${this.#close}>
      ${this.open ? (this.progress ? this.#doing(this.progress) : this.file ? this.#preview(this.file) : this.#choose()) : nothing}
    </tr-dialog>`
  }

  #choose(): TemplateResult {
    return html`<tr-file-drop
      name="import-file"
      accept=".csv,.tsv,.txt,text/csv"
      label=${msg('Choose a CSV file, or drop one here')}
      help=${msg('The first row holds the headings; one of them is the name of the stakeholder. You will see everything before it is imported.')}
      .trouble=${this.trouble}
      @chosen=${(event: CustomEvent<File>) => void this.read(event.detail)}
    ></tr-file-drop>`
  }

  #preview(file: Loaded): TemplateResult {
    const plan = this.#plan(file)
    const wrong = file.rows.filter(row => row.troubles.length > 0)
    const named = file.matching.includes('name')
    const ready = formatNumber(plan.rows.length)
    const [total, name] = [formatNumber(file.rows.length), file.name]
    const half = this.into.ratingsBecome === 'agreed' ? halfRated(plan).length : 0
    const twins = planImport(file.rows, this.view.rows, 'skip').skipped.length
    return html`<div class="stack import-preview">
      <p>${msg(str`Rows in ${name}: ${total}.`)} ${file.guessed ? msg('The file is not in Unicode: look whether accents read right.') : nothing}</p>
      ${this.#columns(file)}
      ${named ? nothing : html`<p class="banner bad" role="alert"><span>${msg('No column is the name of the stakeholder yet: choose it above.')}</span></p>`}
      ${twins > 0 ? this.#twins(twins) : nothing}
      ${wrong.length > 0 && named ? this.#wrong(file, wrong) : nothing}
      ${half > 0 ? html`<p class="sm muted">${msg('An agreed point needs both power and interest: rows with only one of them come in without a place on the grid.')}</p>` : nothing}
      <div class="row">
        <button type="button" class="btn primary" ?disabled=${!named || plan.rows.length === 0} @click=${() => void this.#import(plan)}>
          ${msg(str`Import rows: ${ready}`)}
        </button>
        <button
          type="button"
          class="btn"
          @click=${() => {
            this.file = null
          }}
        >
          ${msg('Choose another file')}
        </button>
      </div>
    </div>`
  }

  #columns(file: Loaded): TemplateResult {
    const sample = (at: number) => file.table.rows.find(row => (row.cells[at] ?? '') !== '')?.cells[at] ?? ''
    const refused = file.table.headings.some((_, at) => this.#refused(file, at))
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${msg('Columns of the file')}>
        <table class="t columns">
          <caption>${msg('What becomes of each column, and who will see it')}</caption>
          <thead>
            <tr><th scope="col">${msg('Column in the file')}</th><th scope="col">${msg('Becomes')}</th><th scope="col">${msg('Who will see it')}</th><th scope="col">${msg('For example')}</th></tr>
          </thead>
          <tbody>
            ${file.table.headings.map((heading, at) => {
              const field = file.matching[at] ?? null
              return html`<tr>
                <th scope="row" dir="auto">${heading || msg('Without a heading')}</th>
                <td>
                  <select
                    class="in"
                    aria-label=${msg(str`What “${heading}” becomes`)}
                    @change=${(event: Event) => this.#rematch(at, (event.target as HTMLSelectElement).value)}
                  >
                    <option value="" ?selected=${field === null}>${fieldWord(null)}</option>
                    ${CSV_COLUMNS.filter(one => this.#may(one.field)).map(
                      one => html`<option value=${one.field} ?selected=${one.field === field}>${one.heading}</option>`,
                    )}
                  </select>
                </td>
                <td>${
                  field
                    ? html`<span class="audience ${columnOf(field).audience}">${audienceWords(columnOf(field).audience, this.into.ratingsBecome)}</span>`
                    : this.#refused(file, at)
                      ? msg('Left out: only a broker can bring this in')
                      : msg('Nobody: it is left out')
                }</td>
                <td class="words" dir="auto">${sample(at).slice(0, 80)}</td>
              </tr>`
            })}
          </tbody>
        </table>
      </div>
      ${refused ? html`<p class="banner warn"><span>${msg('Sensitive columns are left out: only a broker can put them where only the brokers see them.')}</span></p>` : nothing}`
  }

  #twins(count: number): TemplateResult {
    const shown = formatNumber(count)
    const option = (choice: DuplicateChoice, label: string) =>
      html`<label class="check"
        ><input
          type="radio"
          name="import-twins"
          .checked=${this.duplicates === choice}
          @change=${() => {
            this.duplicates = choice
          }}
        /><span>${label}</span></label
      >`
    return html`<fieldset class="stack tight">
      <legend class="strong">${msg(str`Names that are on the map already or twice in the file: ${shown}`)}</legend>
      ${option('skip', msg('Leave these rows out'))}
      ${option('update', msg('Update who is there; an empty cell erases nothing'))}
      ${option('add', msg('Add them once more'))}
    </fieldset>`
  }

  #wrong(file: Loaded, rows: readonly CheckedRow[]): TemplateResult {
    const count = formatNumber(rows.length)
    return html`<section class="stack tight" aria-labelledby="import-wrong">
      <h3 id="import-wrong">${msg(str`Rows to be fixed here or left out: ${count}`)}</h3>
      <ul class="import-errors">
        ${rows.slice(0, 50).map(row => {
          const line = formatNumber(row.line)
          return html`<li class="stack tight">
            <p class="strong">${msg(str`Row ${line}`)} <bdi class="words">${row.cells[file.matching.indexOf('name')] ?? ''}</bdi></p>
            ${row.troubles.map(trouble => {
              const words = rowTroubleWords(trouble, row.cells)
              const column = trouble.column
              if (column === null) return html`<p class="err">${words}</p>`
              return html`<label class="field"
                ><span class="err">${words}</span
                ><input
                  class="in"
                  dir="auto"
                  .value=${row.cells[column] ?? ''}
                  @change=${(event: Event) => this.#fix(row, column, (event.target as HTMLInputElement).value)}
              /></label>`
            })}
          </li>`
        })}
      </ul>
      <p class="sm muted">${msg('Rows that stay in error are left out; the others are imported.')}</p>
    </section>`
  }

  #doing(progress: ImportProgress): TemplateResult {
    const [done, total, written] = [
      formatNumber(progress.done),
      formatNumber(progress.total),
      formatNumber(this.#written),
    ]
    return html`<div class="stack" role="status">
      <p>${msg(str`Stakeholders written: ${written}.`)}</p>
      ${
        progress.total > 0
          ? html`<p>${msg(str`Ratings recorded: ${done} of ${total}.`)}</p>
              <progress max=${progress.total} .value=${progress.done} aria-label=${msg('Ratings recorded')}></progress>`
          : nothing
      }
      ${
        progress.failure
          ? html`<p class="banner bad"><span>${refusalWords(progress.failure)} ${msg('What is recorded stays; the rest waits here.')}</span></p>
              <div class="row">
                <button type="button" class="btn primary" @click=${() => void this.#goOn()}>${msg('Go on')}</button>
                <button type="button" class="btn" @click=${this.#close}>${msg('Close')}</button>
              </div>`
          : progress.done === progress.total
            ? html`<button type="button" class="btn primary" @click=${this.#close}>${msg('Show the map')}</button>`
            : nothing
      }
    </div>`
  }

  async #import(plan: ImportPlan): Promise<void> {
    writeRows(plan, this.into)
    this.#written = plan.rows.length
    this.progress = { done: 0, total: ratingCommands(plan, this.into).length, failure: null }
    this.#run = new RatingsRun(this.into.session, ratingCommands(plan, this.into))
    await this.#goOn()
  }

  async #goOn(): Promise<void> {
    const run = this.#run
    if (!run || this.#running) return
    this.#running = true
    try {
      await serverHasRows(this.into.room)
      this.progress = { ...(this.progress ?? { done: 0, total: 0 }), failure: null }
      this.progress = await run.resume(progress => {
        this.progress = progress
      })
    } finally {
      this.#running = false
    }
    const count = formatNumber(this.#written)
    if (!this.progress.failure) announce(msg(str`Stakeholders imported: ${count}`))
  }

  #plan(file: Loaded): ImportPlan {
    return planImport(file.rows, this.view.rows, this.duplicates)
  }

  #may(field: CsvField): boolean {
    return columnOf(field).audience !== 'brokers' || this.into.companion !== null
  }

  // Sensitive words are refused where the importer has no place for them that only brokers see.
  #allowed(matching: Matching): Matching {
    return matching.map(field => (field !== null && this.#may(field) ? field : null))
  }

  #refused(file: Loaded, at: number): boolean {
    const wanted = matchColumns(file.table.headings)[at]
    return wanted !== null && wanted !== undefined && !this.#may(wanted)
  }

  #rematch(at: number, value: string): void {
    if (!this.file) return
    const chosen = CSV_COLUMNS.find(one => one.field === value)?.field ?? null
    const matching = this.file.matching.map((field, index) => (index === at ? chosen : field === chosen ? null : field))
    // Fixes made in the preview are kept: rows are checked as they stand now.
    const expected = this.file.table.headings.length
    this.file = {
      ...this.file,
      matching,
      rows: this.file.rows.map(row => checkRow(row.line, row.cells, matching, expected)),
    }
  }

  #fix(row: CheckedRow, column: number, cell: string): void {
    if (!this.file) return
    const { matching, table } = this.file
    const cells = row.cells.with(column, cell.trim())
    const fixed = checkRow(row.line, cells, matching, table.headings.length)
    this.file = { ...this.file, rows: this.file.rows.map(one => (one === row ? fixed : one)) }
  }

  #close = (event?: Event): void => {
    event?.stopPropagation()
    this.dispatchEvent(new CustomEvent('close'))
    // An import that is under way goes on; opening the dialog again shows how far it is.
    if (this.#running) return
    this.file = null
    this.progress = null
    this.trouble = ''
    this.#run = null
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-map-import': MapImportElement
  }
}
