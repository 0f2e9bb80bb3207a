// The venue check registers this worker, for a part of the site where nothing is, to see whether the browser lets it.
