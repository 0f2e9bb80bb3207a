/** Browsers inside other apps, by what they say of themselves. Order matters: the narrower name first. */
const APPS: readonly (readonly [RegExp, string])[] = [
  [/\bWhatsApp\//i, 'WhatsApp'],
  [/\bInstagram\b/i, 'Instagram'],
  [/\bFB_IAB|FBAN|FBAV|\[FB/i, 'Facebook'],
  [/\bTelegram/i, 'Telegram'],
  [/\bMicroMessenger\//i, 'WeChat'],
  [/\bLine\/\d/i, 'LINE'],
  [/\bViber\b/i, 'Viber'],
  [/\bLinkedInApp\b/i, 'LinkedIn'],
  [/\bSnapchat\b/i, 'Snapchat'],
  [/musical_ly|BytedanceWebview|\bTikTok\b/i, 'TikTok'],
  [/\bTwitter for\b/i, 'X'],
  [/\bSlack(_SSB|\/)/i, 'Slack'],
  [/\bTeams(Mobile)?[-/]/i, 'Teams'],
  [/\bGSA\/\d/i, 'Google'],
]

/**
 * The app whose own small browser shows this page, '' when it is one without a name, or null for a whole browser. Such
 * browsers forget what was kept and have no tabs, so that people lose their seat.
 */
export function inAppBrowser(userAgent: string): string | null {
  const named = APPS.find(([pattern]) => pattern.test(userAgent))
  if (named) return named[1]
  // Android says `wv`; on an iPhone whole browsers alone say Safari.
  if (/\bAndroid\b/.test(userAgent) && /;\s*wv\)/.test(userAgent)) return ''
  return /\b(iPhone|iPad|iPod)\b/.test(userAgent) && !/\bSafari\//.test(userAgent) ? '' : null
}
