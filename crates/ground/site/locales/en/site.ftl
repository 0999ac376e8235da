# What every page has around its content, and words that rooms share.

# The name of the site if the operator has not set one.
site = Maneki

skip = Skip to content
# The button that shows the navigation on a small screen.
nav-menu = Menu
nav-pages = Pages
nav-languages = Languages
nav-links = Links

as-of = As of
sponsored-by = Made possible by
runs-on = This site runs on

yes = yes
no = no
# An entry of a choice that does not restrict anything.
filter-any = any
filter-apply = Show
filter-reset = Show all

decimal-sign = .
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-whole-hours = { $hours } h
duration-hours = { $hours } h { $minutes } min
duration-whole-days = { $days } d
duration-days = { $days } d { $hours } h

not-found-title = Page not found
not-found-text = There is no page at this address. Check the address for typing errors; the page may also have been removed.
not-found-similar = Did you mean one of these?
not-found-start = Go to the start page
