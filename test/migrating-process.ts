import { openDatabase } from '../src/storage/database.ts';
import { migrate } from '../src/storage/migrate.ts';

/** A process that does nothing but migrate the database of `argv[2]`, and prints which migrations it ran. */
const db = openDatabase(JSON.parse(process.argv[2] ?? ''));
const ran = await migrate(db);
await db.destroy();
process.stdout.write(JSON.stringify(ran));
