"""Templates compiled once, documents put together from prepared bytes.

Equal in every document to the reference renderer, which also makes those documents
this one cannot: templates with statements bytes cannot be compiled from, and
contexts that print what needs its document (see `features`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from xl_addin.model.document import TemplateFile
from xl_addin.renderers.archive import Prefix, entry
from xl_addin.renderers.compiled import mending
from xl_addin.renderers.compiled.environment import BytesEnvironment
from xl_addin.renderers.compiled.package import Package, read
from xl_addin.renderers.compiled.part import Properties, StoryPart
from xl_addin.renderers.compiled.printing import NeedsDocument
from xl_addin.renderers.compression import Compressor, compressor
from xl_addin.renderers.docxtpl_reference import DocxtplTemplate
from xl_addin.renderers.faults import compiling
from xl_addin.renderers.features import Replacement
from xl_addin.renderers.jinja_env import document_functions, equipped, make_environment
from xl_addin.renderers.routes import Route, Way
from xl_addin.renderers.variables import find_variables
from xl_addin.renderers.word_document import PartSource

_NOT_COMPILED: tuple[type[nodes.Node], ...] = (
    nodes.Block,
    nodes.Extends,
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.EvalContextModifier,
)
_CONTENT_TYPES = "[Content_Types].xml"


class CompiledRenderer:
    """Makes templates ready by compiling them.

    Args:
        deflate: How documents are deflated.
    """

    def __init__(self, deflate: Compressor | None = None) -> None:
        self._deflate = deflate or compressor()

    def prepare(self, template: TemplateFile) -> CompiledTemplate:
        """See `Renderer.prepare`."""
        return CompiledTemplate(template, self._deflate)


class CompiledTemplate:
    """One template, compiled.

    Attributes:
        name: See `Compiled.name`.
        variables: See `Compiled.variables`.
        routes: How each part is made.
    """

    def __init__(self, template: TemplateFile, deflate: Compressor) -> None:
        self.name = template.name
        self._template = template
        self._deflate = deflate
        self._environment = equipped(BytesEnvironment)
        self._reference: DocxtplTemplate | None = None
        self._parts: list[StoryPart | Properties] = []
        package = read(template.content, template.name)
        trees = [(source, self._parsed(source)) for source in package.sources]
        known = frozenset(self._environment.globals)
        self.variables = tuple(
            variable
            for source, tree in trees
            for variable in find_variables(tree, source.kind, known)
        )
        constants = dict(package.entries)
        routes = {name: Route(name, "pass-through") for name in constants}
        self._beyond = any(
            tree.find(kind) is not None for _, tree in trees for kind in _NOT_COMPILED
        )
        if self._beyond:
            fallback = Route("*", "fallback", ("reason-statement",))
            routes = {"*": fallback}
        else:
            self._compile(package, constants, routes)
        self.routes = tuple(routes.values())
        names = sorted(constants, key=lambda name: name != _CONTENT_TYPES)
        self._prefix = Prefix([entry(name, constants[name], deflate) for name in names])

    def render(self, context: Mapping[str, Any]) -> bytes:
        """See `Compiled.render`."""
        if self._beyond or any(type(value) is Replacement for value in context.values()):
            return self._by_docxtpl(context)
        values = {**self._environment.globals, **context, **document_functions(context)}
        deflate = self._deflate
        try:
            made = [entry(part.name, part.render(values), deflate) for part in self._parts]
        except NeedsDocument:
            return self._by_docxtpl(context)
        return self._prefix.complete(made)

    def _parsed(self, source: PartSource) -> nodes.Template:
        with compiling(self.name, source.kind, source.text):
            return self._environment.parse(source.text)

    def _compile(
        self, package: Package, constants: dict[str, bytes], routes: dict[str, Route]
    ) -> None:
        """Compile the parts with tags; fix the others for good."""
        plain = make_environment(xml=False)
        for source in package.sources:
            if source.kind == "properties":
                content = constants.pop(source.name, None)
                if content is not None:
                    with compiling(self.name, source.kind, source.text):
                        self._parts.append(Properties(source.name, content, plain))
                    routes[source.name] = Route(source.name, "compiled")
            elif source.has_tags:
                with compiling(self.name, source.kind, source.text):
                    part = StoryPart(source, self._environment, package.shell)
                self._parts.append(part)
                del constants[source.name]
                routes[source.name] = _route(part)
            else:
                fixed = mending.careful(source.text, source.kind, package.shell)
                constants[source.name] = fixed

    def _by_docxtpl(self, context: Mapping[str, Any]) -> bytes:
        if self._reference is None:
            self._reference = DocxtplTemplate(self._template, self._deflate)
        return self._reference.render(context)


def _route(part: StoryPart) -> Route:
    plan = part.plan
    way: Way = "careful" if plan.reasons else "compiled"
    return Route(part.name, way, plan.reasons, plan.proven, plan.checked, plan.once)
