import pytest
@pytest.mark.django_db
def test_x(mini_pack, ada_client, queries):
    from cms.catalogue import get_catalogue
    cat = get_catalogue()
    print([ (l.code, l.required_blocks, l.quizzes, l.url) for l in cat.lessons.values()], cat.modules, cat.paths)
    for url in ["/fr/lecons/lire-un-taux/", "/en/lessons/"+list(cat.lessons.values())[0].slug["en"]+"/", "/fr/lecons/trier/", "/fr/me/", "/fr/me/path/", "/fr/me/why/path/debuter/", "/fr/me/why/module/mesure/", "/fr/commencer/", "/en/start/"]:
        r = ada_client.get(url)
        with queries(1000) as q:
            r = ada_client.get(url)
        print(url, r.status_code, len(q))
        print("\n".join(s[:200] for s in q.statements))
