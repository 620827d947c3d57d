// The menu that adds parts to a question offers those of the kind chosen. Parts that stand there already stay: what does
// not belong is told when the question is published.
{
  const { StreamBlock, StreamBlockDefinition } = window.wagtailStreamField.blocks

  const ofKind = (groups) => {
    const kind = document.querySelector('select[data-offered]')
    const names = kind && JSON.parse(kind.dataset.offered)[kind.value]
    if (!names) return groups
    const left = groups.map((group) => ({ ...group, items: group.items.filter((part) => names.includes(part.type)) }))
    return left.filter((group) => group.items.length)
  }

  class Parts extends StreamBlock {
    _createInsertionControl(...given) {
      const menu = super._createInsertionControl(...given)
      const all = menu.blockItems
      // Read by the menu each time it opens.
      Object.defineProperty(menu, 'blockItems', { get: () => ofKind(all) })
      return menu
    }
  }

  class PartsDefinition extends StreamBlockDefinition {
    render(...given) {
      return new Parts(this, ...given)
    }
  }

  window.telepath.register('cms.QuestionContent', PartsDefinition)
}
