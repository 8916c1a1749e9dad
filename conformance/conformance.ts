// npm run conformance -- SUITE [DIR]
import { conformance } from './lauf.ts';

const standards = process.env['STANDARDS_DIR'] ?? '../shared/standards';
process.exitCode = await conformance(process.argv.slice(2), standards, (zeile) => console.log(zeile));
