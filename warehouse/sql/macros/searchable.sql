create macro mart.searchable(words) as
translate(replace(lower(words), ' ', ''), '๐๑๒๓๔๕๖๗๘๙', '0123456789')
