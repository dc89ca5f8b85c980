// easy-template-x as its manual has it: one handler, `process` for each record.
const { measure, load } = require("./timing.cjs");
const { TemplateHandler } = load("easy-template-x");

const handler = new TemplateHandler();
measure((content, record) => handler.process(content, record));
