export interface Zaehlung {
  passed: number;
  failed: number;
  skipped: number;
}

/** The parts of vitest's JSON report that are counted. */
export interface Bericht {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: unknown[] }[];
}

/**
 * Counts a run. A test file that could not be loaded counts as one failure, and so does whatever else made the run
 * fail: an error outside of every test, a report that was never written, a run without any test.
 */
export function zaehle(bericht: Bericht | undefined, exitCode: number): Zaehlung {
  const kaputt =
    bericht?.testResults.filter((d) => d.status === 'failed' && d.assertionResults.length === 0).length ?? 0;
  const passed = bericht?.numPassedTests ?? 0;
  const failed = (bericht?.numFailedTests ?? 0) + kaputt;
  const stumm = failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + stumm, skipped: (bericht?.numPendingTests ?? 0) + (bericht?.numTodoTests ?? 0) };
}

/** The last line of `npm test`: `N passed, N failed`, and `, N skipped` when so. */
export const schlusszeile = ({ passed, failed, skipped }: Zaehlung): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
