import { expect, test } from 'vitest'
import {
  type AskType,
  MESSAGE_LANGUAGES,
  type MessageLanguage,
  messageLanguage,
  type Templates,
} from '../../../client/messages/catalogue.ts'
import { type Message, messageText } from '../../../client/messages/compose.ts'

const languages = Object.keys(MESSAGE_LANGUAGES) as MessageLanguage[]
const asks = Object.keys(MESSAGE_LANGUAGES.en.templates.asks) as AskType[]
const LINK = 'https://table.example.org/p/abcdefghijklmnopqrst/d/abcdefghijklmnopqrst/abcdefghijklmnopqrst'

function message(type: AskType, over: Partial<Message> = {}): Message {
  return {
    type,
    who: 'Zuhura Okello',
    table: 'Mirata Basin Compact',
    party: 'Fishers',
    number: 6,
    what: 'Shall the gates open in March?',
    by: Date.UTC(2026, 10, 27, 14, 0),
    link: LINK,
    ...over,
  }
}

const holes = (template: string) => [...new Set(template.match(/\{\w+\}/g))].sort()

test('[ASK-2] every sentence is there in every language, with the same places to fill', () => {
  const { templates: en } = MESSAGE_LANGUAGES.en
  expect(languages).toEqual(['en', 'ar', 'fr', 'sw'])
  for (const language of languages) {
    const templates: Templates = MESSAGE_LANGUAGES[language].templates
    expect([language, Object.keys(templates.asks)]).toEqual([language, asks])
    for (const ask of asks) {
      expect([language, ask, holes(templates.asks[ask])]).toEqual([language, ask, holes(en.asks[ask])])
      if (language !== 'en') expect(templates.asks[ask]).not.toBe(en.asks[ask])
    }
    for (const time of ['answer', 'works', 'reviewed'] as const)
      expect(holes(templates.times[time])).toEqual(['{when}'])
    expect(holes(templates.code)).toEqual(['{code}', '{host}'])
  }
})

test('[ASK-3] a message says who asks, the one thing asked, by when in the reader’s zone with its name, and the link alone on a line', () => {
  const text = messageText(message('position'), 'en', 'Africa/Nairobi')
  expect(text.split('\n')).toEqual([
    'Zuhura Okello asks for the position of Fishers on Proposal 6 in “Mirata Basin Compact”: “Shall the gates open in March?”.',
    expect.stringMatching(/^Please answer by Friday,? 27 November at 17:00 East Africa Time\.$/),
    LINK,
  ])
  const day = message('review', { by: Date.UTC(2027, 2, 1, 9) })
  expect(messageText(day, 'en', 'UTC')).toMatch(/The review date is Monday,? 1 March 2027\./)
  expect(messageText(message('table', { by: null }), 'en', 'UTC').split('\n')).toHaveLength(2)
  const invite = message('invite', { code: { code: 'quiet-heron-52', host: 'table.example.org/join' } })
  expect(messageText(invite, 'en', 'UTC').split('\n').at(-1)).toBe(
    'Or go to table.example.org/join and type the code quiet-heron-52.',
  )
})

test.each(languages)(
  '[ASK-4] in %s every message is plain, has every value, and stays within 500 characters',
  language => {
    const long = 'Ministry of Water, Land, Fisheries, Forestry and all that grows and swims in the basin'
    for (const type of asks) {
      const plain = messageText(message(type), language, 'Africa/Dar_es_Salaam')
      expect(plain).not.toMatch(/[{}*_`<>#]|undefined/)
      expect(plain.split('\n')).toContain(LINK)
      const template = MESSAGE_LANGUAGES[language].templates.asks[type]
      if (template.includes('{what}')) expect(plain).toContain('Shall the gates open in March?')
      const words = messageText(
        message(type, { who: long, table: long, party: long, what: `${long}, ${long}, ${long}` }),
        language,
        'America/Argentina/ComodRivadavia',
      )
      expect([type, words.length <= 500]).toEqual([type, true])
      expect(words.split('\n')).toContain(LINK)
    }
  },
)

test('[ASK-5] words of the other direction are set apart, the address never is', () => {
  const arabic = messageText(message('position'), 'ar', 'Africa/Nairobi')
  expect(arabic).toContain('\u2068Zuhura Okello\u2069')
  expect(arabic).toContain('المقترح ٦')
  expect(arabic).toMatch(/٢٧ نوفمبر/)
  const english = messageText(message('position', { who: 'زهرة', party: 'صيادو الدلتا' }), 'en', 'UTC')
  expect(english).toContain('\u2068زهرة\u2069 asks for the position of \u2068صيادو الدلتا\u2069')
  for (const text of [arabic, english]) expect(text.split('\n')).toContain(LINK)
  expect(messageText(message('position'), 'fr', 'UTC')).not.toMatch(/[\u2066-\u2069]/)
})

test('[ASK-6] the language of a message is the first of the person’s in which messages are written', () => {
  expect(messageLanguage('de-DE', 'sw-TZ', 'en')).toBe('sw')
  expect(messageLanguage('AR')).toBe('ar')
  expect(messageLanguage(null, undefined, 'de')).toBeNull()
  expect(messageLanguage('constructor')).toBeNull()
})
