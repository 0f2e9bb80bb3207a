import { msg, str } from '@lit/localize'
import { getLocale, LOCALES, setAppLocale } from '../i18n/localize.ts'
import { go, path } from '../room/navigate.ts'
import type { Act } from '../ui/acts.ts'
import { isCalm, setCalm, setTheme, type Theme, theme } from '../ui/preferences.ts'
import { focusToast } from '../ui/toast.ts'
import { openPalette } from './palette/open-palette.ts'
import { LANGUAGE_NAMES } from './settings-list.ts'

/** What can be done on every page of the product, in a partnership or outside. */
export function appActs(): Act[] {
  return [
    {
      id: 'find',
      group: 'everywhere',
      label: msg('Find or do'),
      icon: 'search',
      keys: 'Mod+K',
      run: () => void openPalette(null),
    },
    {
      id: 'shortcuts',
      group: 'everywhere',
      label: msg('Keys that work here'),
      words: msg('keyboard shortcuts help'),
      icon: 'info',
      keys: '?',
      run: () => void import('./shortcuts-dialog.ts').then(({ showShortcuts }) => showShortcuts()),
    },
    {
      id: 'newest-toast',
      group: 'everywhere',
      label: msg('To the newest message and its Undo'),
      icon: 'undo',
      keys: 'F8',
      run: () => void focusToast(),
    },
    {
      id: 'home',
      group: 'everywhere',
      label: msg('My partnerships'),
      words: msg('Home'),
      icon: 'house',
      run: () => go(path.home()),
    },
    {
      id: 'join',
      group: 'everywhere',
      label: msg('Join with a link or a code'),
      icon: 'log-in',
      run: () => go(path.join()),
    },
    {
      id: 'venue',
      group: 'everywhere',
      label: msg('Check what works on this device'),
      words: msg('venue check camera line'),
      icon: 'shield-check',
      run: () => go('/venue'),
    },
    ...lookActs(),
  ]
}

function lookActs(): Act[] {
  const themes: [Theme, string][] = [
    ['system', msg('Light or dark as the device')],
    ['light', msg('Light')],
    ['dark', msg('Dark')],
  ]
  return [
    ...LOCALES.filter(locale => locale !== getLocale()).map(locale => {
      const name = LANGUAGE_NAMES[locale]
      return {
        id: `language-${locale}`,
        group: 'settings' as const,
        label: msg(str`Language: ${name}`),
        words: locale,
        icon: 'languages' as const,
        run: () => void setAppLocale(locale),
      }
    }),
    ...themes
      .filter(([value]) => value !== theme())
      .map(([value, label]) => ({
        id: `theme-${value}`,
        group: 'settings' as const,
        label,
        words: msg('theme colours'),
        icon: 'sun-moon' as const,
        run: () => setTheme(value),
      })),
    {
      id: 'calm',
      group: 'settings',
      label: isCalm() ? msg('Leave calm mode') : msg('Calm: nothing moves by itself'),
      words: msg('quiet motion cursors'),
      icon: 'leaf',
      run: () => setCalm(!isCalm()),
    },
  ]
}
