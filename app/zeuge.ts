// A witness that runs alone: `npm run zeuge`.
import { zeugeAllein } from './main/zeugeallein/allein.ts';

await zeugeAllein(process.argv.slice(2));
