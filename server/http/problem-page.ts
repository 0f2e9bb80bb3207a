import type { Context } from 'hono'
import { PROBLEMS, type ProblemCode } from './problem-codes.ts'

/** What a page for people says: the same in each language of the interface. */
type Words = {
  lang: 'en' | 'ar'
  dir: 'ltr' | 'rtl'
  nothing: string
  signedOut: string
  refused: string
  wait: string
  fault: string
  home: string
  table: string
  join: string
}

const ENGLISH: Words = {
  lang: 'en',
  dir: 'ltr',
  nothing: 'There is nothing at this address. It may be cut off or mistyped. Go back, or ask who sent it.',
  signedOut: 'This browser is not signed in here. Come back by your link or a code, then open the address again.',
  refused: 'This is not for you to open with this browser. Ask the broker if you need it.',
  wait: 'The server is busy or restarting. Wait a little, then load the page again.',
  fault: 'Something went wrong on the server. Load the page again; if it stays, tell who runs the server.',
  home: 'To my partnerships',
  table: 'To the table',
  join: 'Join with a link or a code',
}

const ARABIC: Words = {
  lang: 'ar',
  dir: 'rtl',
  nothing: 'لا شيء في هذا العنوان. ربما كان مقطوعًا أو مكتوبًا خطأً. يمكن الرجوع، أو سؤال من أرسله.',
  signedOut: 'هذا المتصفح غير مسجّل هنا. العودة تكون بالرابط أو بالرمز، ثم فتح العنوان من جديد.',
  refused: 'لا يُفتح هذا بهذا المتصفح. يمكن سؤال وسيط الشراكة عند الحاجة.',
  wait: 'الخادم مشغول أو يُعاد تشغيله. الانتظار قليلًا ثم تحميل الصفحة من جديد.',
  fault: 'حدث خلل في الخادم. تحميل الصفحة من جديد؛ فإن بقي الخلل فليُخبَر من يدير الخادم.',
  home: 'إلى شراكاتي',
  table: 'إلى الطاولة',
  join: 'الانضمام برابط أو رمز',
}

/** True when a person opened the address in a browser, rather than a program asking for data. */
export function isForPeople(c: Context): boolean {
  if (c.req.method !== 'GET') return false
  const kinds = (c.req.header('accept') ?? '').split(',').map(kind => kind.split(';')[0]!.trim())
  return kinds.includes('text/html') && !kinds.includes('application/json')
}

/** A problem as a page that says what to do next. It names nothing of the partnership and works without a script. */
export function problemPage(c: Context, code: ProblemCode): string {
  const spoken = (c.req.header('accept-language') ?? '').trim().toLowerCase()
  const words = spoken.startsWith('ar') ? ARABIC : ENGLISH
  const { status } = PROBLEMS[code]
  const partnership = c.req.path.match(/^\/api\/partnerships\/([a-z2-7]{20})(?:\/|$)/)?.[1]
  const link = (href: string, label: string) => `<p><a href="${href}">${label}</a></p>`
  return `<!doctype html>
<html lang="${words.lang}" dir="${words.dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${status} · Trestle</title><link rel="icon" type="image/svg+xml" href="/icon.svg"><link rel="stylesheet" href="/plain.css"></head>
<body><main><p class="brand">Trestle</p><h1>${sentence(words, status)}</h1>
${status === 401 ? link('/join', words.join) : ''}${partnership && status !== 401 ? link(`/p/${partnership}`, words.table) : ''}${link('/', words.home)}
<p class="code"><code>${status} ${code}</code></p></main></body>
</html>
`
}

function sentence(words: Words, status: number): string {
  if (status === 401) return words.signedOut
  if (status === 403) return words.refused
  if (status === 429 || status === 503) return words.wait
  return status === 500 ? words.fault : words.nothing
}
