import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { getLocale, LOCALES, type Locale, setAppLocale } from '../i18n/localize.ts'
import './data-settings.ts'
import { isCalm, setCalm, setTheme, type Theme, theme } from '../ui/preferences.ts'

/** How each language calls itself. */
export const LANGUAGE_NAMES: Record<Locale, string> = { en: 'English', ar: 'العربية' }

/** The language switch alone, as pages without a partnership show it. */
export function languageSelect(): TemplateResult {
  const choose = (event: Event) => {
    const value = (event.currentTarget as HTMLSelectElement).value
    const locale = LOCALES.find(one => one === value)
    if (locale) void setAppLocale(locale)
  }
  return html`<select class="in" aria-label=${msg('Language')} @change=${choose}>
    ${LOCALES.map(one => html`<option value=${one} lang=${one} .selected=${one === getLocale()}>${LANGUAGE_NAMES[one]}</option>`)}
  </select>`
}

/** The themes with their names. */
export function themeChoices(): [Theme, string][] {
  return [
    ['system', msg('As the device')],
    ['light', msg('Light')],
    ['dark', msg('Dark')],
  ]
}

/** Language, theme, calm and low-data mode, kept on this device. */
export function settingsList(): TemplateResult {
  return html`<div class="settings-list">
    <div><span aria-hidden="true">${msg('Language')}</span>${languageSelect()}</div>
    <label><span>${msg('Light or dark')}</span><select class="in" @change=${(event: Event) => setTheme((event.currentTarget as HTMLSelectElement).value as Theme)}>
      ${themeChoices().map(([value, label]) => html`<option value=${value} .selected=${value === theme()}>${label}</option>`)}
    </select></label>
    <label class="check"><span>${msg('Calm: nothing moves by itself')}</span><input type="checkbox" .checked=${isCalm()} @change=${(event: Event) => setCalm((event.currentTarget as HTMLInputElement).checked)} /></label>
    <tr-data-settings></tr-data-settings>
  </div>`
}
