// Carbone as its manual has it: `render` for each record; it keeps the template itself.
const { measure, load } = require("./timing.cjs");
const carbone = load("carbone");

measure(
  (_, record, template) =>
    new Promise((resolve, reject) => {
      carbone.render(template, record, (fault, made) => (fault ? reject(fault) : resolve(made)));
    }),
).then(() => process.exit());
