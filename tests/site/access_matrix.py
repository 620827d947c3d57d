"""Who may open what. Every route of the product has a row; the test fails on a route without one.

PUBLIC   anybody gets an answer
LOGIN    visitors are sent to sign in, everybody else gets their own page
OWN      as LOGIN, but the object is ada's: everybody else gets the 404 of an unknown object, administrators too
POST     only POST; visitors may send it (what is kept is theirs)
LOGIN_POST, OWN_POST   the same two, for POST only
VISITOR  belongs to the browser or account that made it: 404 for everybody else, without a detour by sign-in
PRIVATE  visibility of a portfolio decides; the fixture's is private: its owner sees it, everybody else gets 404
"""

MATRIX = {
    "healthz": "PUBLIC",
    "readyz": "PUBLIC",
    "robots": "PUBLIC",
    "sitemap": "PUBLIC",
    "security_txt": "PUBLIC",
    "root": "PUBLIC",
    "unsubscribe": "PUBLIC",
    "to_login": "PUBLIC",
    "cms_login": "PUBLIC",
    "cms_password_reset": "PUBLIC",
    "cms_password_reset_rest": "PUBLIC",
    "wagtailcore_login": "PUBLIC",
    "favicon": "PUBLIC",
    "cms_search": "PUBLIC",
    "accounts:profile": "LOGIN",
    "accounts:notifications": "LOGIN",
    "accounts:data": "LOGIN",
    "accounts:export": "LOGIN_POST",
    "accounts:erase": "LOGIN_POST",
    "accounts:theme": "POST",
    "learning:dashboard": "LOGIN",
    "learning:path": "LOGIN",
    "learning:follow": "LOGIN_POST",
    "learning:why_path": "LOGIN",
    "learning:why_module": "LOGIN",
    "learning:position": "POST",
    "learning:complete": "POST",
    "learning:undo": "LOGIN_POST",
    "learning:activity": "POST",
    "learning:begin": "POST",
    "learning:attempt": "VISITOR",
    "learning:result": "VISITOR",
    "learning:path_index": "PUBLIC",
    "learning:start": "PUBLIC",
    "skills:tracker": "LOGIN",
    "skills:declare": "LOGIN_POST",
    "skills:target": "POST",
    "skills:version": "LOGIN",
    "skills:why_tier": "LOGIN",
    "skills:ladder": "PUBLIC",
    "portfolio:gallery": "PUBLIC",
    "portfolio:edit": "LOGIN",
    "portfolio:create": "LOGIN",
    "portfolio:visibility": "LOGIN_POST",
    "portfolio:renew": "LOGIN_POST",
    "portfolio:preview": "LOGIN",
    "portfolio:preview_campaign": "OWN",
    "portfolio:campaigns": "LOGIN",
    "portfolio:campaign_new": "LOGIN",
    "portfolio:campaign": "OWN",
    "portfolio:campaign_publish": "OWN_POST",
    "portfolio:campaign_delete": "OWN",
    "portfolio:image_new": "OWN_POST",
    "portfolio:image": "OWN_POST",
    "portfolio:declare": "OWN_POST",
    "portfolio:undeclare": "OWN_POST",
    "portfolio:figure": "OWN",
    "portfolio:import": "OWN",
    "portfolio:import_answer": "OWN_POST",
    "portfolio:import_apply": "OWN_POST",
    "portfolio:import_cancel": "OWN_POST",
    "portfolio:import_undo": "OWN_POST",
    "campaign_image": "PRIVATE",
    "portfolio_public": "PRIVATE",
    "campaign_public": "PRIVATE",
    "portfolio_unlisted": "PRIVATE",
    "campaign_unlisted": "PRIVATE",
    "campaign_image_unlisted": "PRIVATE",
}

# Not ours to list one by one: pages of editors and allauth's own pages, tested by their prefix.
BY_PREFIX = ("cms/", "documents/", "account/", "fr/account/", "fr/_util/", "media/", "fr/^")
