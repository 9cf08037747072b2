// Prints the events of a calendar as ical.js reads them: identity, begin and end in UTC, as JSON.
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((found) => new ICAL.Event(found));
const moment = (time) => time.toJSDate().toISOString();
console.log(JSON.stringify(events.map((one) => [one.uid, moment(one.startDate), moment(one.endDate)])));
