import { html, nothing, type TemplateResult } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { live } from 'lit/directives/live.js'
import { icon } from './icon.ts'

/** What every field has. `id` must be unique on the page; `words` sets the value in the partners' voice. */
export type FieldOptions = {
  id: string
  label: string
  value: string
  onInput: (value: string) => void
  hint?: string | TemplateResult
  error?: string
  required?: boolean
  words?: boolean
  maxLength?: number
  disabled?: boolean
  name?: string
}

/** A labelled single-line field with hint and error. */
export function textField(
  options: FieldOptions & {
    type?: 'text' | 'email' | 'url' | 'number' | 'date' | 'datetime-local'
    autocomplete?: string
    placeholder?: string
    /** Largest and smallest value, for numbers and dates. */
    min?: string
    max?: string
  },
): TemplateResult {
  const { id, value, onInput, type = 'text' } = options
  return wrap(
    options,
    html`<input
      class=${inputClass(options)}
      id=${id}
      name=${options.name ?? id}
      type=${type}
      dir=${type === 'text' ? 'auto' : nothing}
      .value=${live(value)}
      ?required=${options.required}
      ?disabled=${options.disabled}
      maxlength=${ifDefined(options.maxLength)}
      min=${ifDefined(options.min)}
      max=${ifDefined(options.max)}
      autocomplete=${(options.autocomplete ?? 'off') as 'off'}
      placeholder=${ifDefined(options.placeholder)}
      aria-invalid=${options.error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @input=${(event: Event) => onInput((event.currentTarget as HTMLInputElement).value)}
    />`,
  )
}

/** A labelled field of several lines. */
export function areaField(options: FieldOptions & { rows?: number; placeholder?: string }): TemplateResult {
  const { id, value, onInput, rows = 2 } = options
  return wrap(
    options,
    html`<textarea
      class=${inputClass(options)}
      id=${id}
      name=${options.name ?? id}
      rows=${rows}
      dir="auto"
      .value=${live(value)}
      ?required=${options.required}
      ?disabled=${options.disabled}
      maxlength=${ifDefined(options.maxLength)}
      placeholder=${ifDefined(options.placeholder)}
      aria-invalid=${options.error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @input=${(event: Event) => onInput((event.currentTarget as HTMLTextAreaElement).value)}
    ></textarea>`,
  )
}

/** A labelled choice from a list. */
export function selectField(
  options: FieldOptions & { options: readonly { value: string; label: string; disabled?: boolean }[] },
): TemplateResult {
  const { id, value, onInput } = options
  return wrap(
    options,
    html`<select
      class=${inputClass(options)}
      id=${id}
      name=${options.name ?? id}
      ?required=${options.required}
      ?disabled=${options.disabled}
      aria-invalid=${options.error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @change=${(event: Event) => onInput((event.currentTarget as HTMLSelectElement).value)}
    >
      ${options.options.map(
        one =>
          html`<option value=${one.value} .selected=${live(one.value === value)} ?disabled=${one.disabled}>${one.label}</option>`,
      )}
    </select>`,
  )
}

/** What went wrong with a field, tied to it by `<id>-error`. */
export function fieldError(id: string, error: string): TemplateResult {
  return html`<span class="err" id="${id}-error" role="alert">${icon('triangle-alert')}<span>${error}</span></span>`
}

function wrap(options: FieldOptions, control: TemplateResult): TemplateResult {
  return html`<div class="field">
    <label for=${options.id}>${options.label}</label>
    ${control}
    ${options.hint ? html`<span class="hint" id="${options.id}-hint">${options.hint}</span>` : nothing}
    ${options.error ? fieldError(options.id, options.error) : nothing}
  </div>`
}

function inputClass(options: FieldOptions): string {
  return `in${options.words ? ' words' : ''}${options.error ? ' is-bad' : ''}`
}

function describedBy(options: FieldOptions): string | typeof nothing {
  const ids = [options.hint ? `${options.id}-hint` : '', options.error ? `${options.id}-error` : ''].filter(Boolean)
  return ids.length === 0 ? nothing : ids.join(' ')
}
