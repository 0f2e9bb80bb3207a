// The page at /repair, which no worker answers: removes every worker and cache of this origin. People's words are in
// IndexedDB and stay.
async function repair() {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(workers.map(worker => worker.unregister()))
  const names = 'caches' in window ? await caches.keys() : []
  await Promise.all(names.map(name => caches.delete(name)))
  location.replace('/')
}

for (const button of document.querySelectorAll('button')) {
  button.disabled = false
  button.addEventListener('click', repair)
}
