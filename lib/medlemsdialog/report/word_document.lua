-- What comes of a page of ours before pandoc writes it as Word: no link and no picture that leads anywhere but where we
-- allow. Runs in pandoc's sandbox, where the writer reads no file: the pictures that are ours are handed to it here.

local FOLDER, TITLE, LOCALE = os.getenv("PICTURES"), os.getenv("TITLE"), os.getenv("LOCALE")
local SCHEMES = {http = true, https = true, mailto = true}
local ours = {}

local function is_allowed(target)
  if target:sub(1, 1) == "#" then
    return true
  end
  local scheme = target:match("^(%a[%w+.-]*):")
  return scheme ~= nil and SCHEMES[scheme:lower()] == true
end

local function take_pictures(doc)
  for _, name in ipairs(pandoc.system.list_directory(FOLDER)) do
    local file = assert(io.open(FOLDER .. "/" .. name, "rb"))
    pandoc.mediabag.insert(name, "image/png", file:read("a"))
    file:close()
    ours[name] = true
  end
  local function text(value)
    return pandoc.MetaInlines({pandoc.Str(value)})
  end
  -- Nothing that the page says of itself.
  doc.meta = pandoc.Meta({title = text(TITLE), lang = text(LOCALE)})
  return doc
end

local function drop()
  return {}
end

return {
  {Pandoc = take_pictures},
  {
    RawBlock = drop,
    RawInline = drop,
    -- The text stays.
    Link = function(link)
      return not is_allowed(link.target) and link.content or nil
    end,
    Image = function(image)
      return not ours[image.src] and image.caption or nil
    end,
  },
}
