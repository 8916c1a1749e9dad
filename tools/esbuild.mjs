// All that is built while we run is built here: esbuild's helper process goes when nothing is being built any more. Left alone it
// would live as long as we do, and a moment longer, when whoever stopped us already counts what is left.
import { build, stop } from 'esbuild';

let laufend = 0;

/**
 * Like esbuild's `build`, for results that are not written.
 * @param {import('esbuild').BuildOptions} options
 */
export async function baue(options) {
  laufend++;
  try {
    return await build({ ...options, write: false });
  } finally {
    if (--laufend === 0) await stop();
  }
}
