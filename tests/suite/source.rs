//! Our own source code, read for the rules of the house in `layers.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Item, ItemUse, UseTree, Visibility};

/// A module's path from the crate's root: `["store", "lock"]`.
type ModulePath = Vec<String>;

/// One file of `src`, without its tests.
pub struct SourceFile {
    /// Where it is.
    pub file: PathBuf,
    /// Which module it holds.
    pub module: ModulePath,
    /// The types in it that other files can name.
    pub types: Vec<String>,
    /// How many of its lines hold code: not blank, not a comment, not of a test.
    pub code_lines: usize,
    /// The names it takes from elsewhere, each with all segments before it.
    paths: BTreeSet<Vec<String>>,
    /// What it re-exports: the name, and the path behind it.
    exports: BTreeMap<String, Vec<String>>,
    /// The modules declared in it.
    children: BTreeSet<String>,
    /// Names that `use` brings into scope, and the path behind each.
    imports: BTreeMap<String, Vec<String>>,
}

/// All files of `src`, by module.
pub struct Crate {
    files: BTreeMap<ModulePath, SourceFile>,
}

impl Crate {
    /// Reads `src`.
    pub fn read() -> Self {
        let mut files = BTreeMap::new();
        for file in rust_files(Path::new("src")) {
            let module = module_of(&file);
            let is_test = module.last().is_some_and(|name| name == "tests");
            if !is_test && file != Path::new("src/main.rs") {
                files.insert(module.clone(), SourceFile::read(file, module));
            }
        }
        Self { files }
    }

    /// Returns the files, in the order of their modules.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }

    /// Returns the files whose code a file uses. A re-export is followed to the file that defines
    /// the name; the re-export itself uses nothing.
    pub fn used_by<'a>(&'a self, file: &'a SourceFile) -> BTreeSet<&'a ModulePath> {
        file.paths
            .iter()
            .filter_map(|path| self.definition(&file.module, path, 0))
            .filter(|module| **module != file.module)
            .collect()
    }

    /// Returns the rooms a file names, its own among them.
    pub fn rooms_used_by<'a>(&self, file: &'a SourceFile) -> BTreeSet<&'a str> {
        let rooms = file.paths.iter().chain(file.exports.values());
        rooms
            .filter(|path| path[0] == "crate")
            .filter_map(|path| path.get(1))
            .map(String::as_str)
            .collect()
    }

    /// Returns the other packages a file names.
    pub fn packages_of<'a>(
        &self,
        file: &'a SourceFile,
        known: &BTreeSet<String>,
    ) -> BTreeSet<&'a str> {
        file.paths
            .iter()
            .map(|path| path[0].as_str())
            .filter(|first| known.contains(*first) && !file.children.contains(*first))
            .collect()
    }

    /// Returns the module that defines what a path leads to, seen from `module`; `None` if it leads
    /// out of the crate.
    fn definition(&self, module: &[String], path: &[String], depth: usize) -> Option<&ModulePath> {
        let file = self.files.get(module)?;
        let (mut at, rest) = match path[0].as_str() {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (module.to_vec(), &path[1..]),
            "super" => (module[..module.len().checked_sub(1)?].to_vec(), &path[1..]),
            first if file.children.contains(first) => (module.to_vec(), path),
            first => {
                let import = file.imports.get(first).filter(|_| depth < 8)?;
                let path = [import.as_slice(), &path[1..]].concat();
                return self.definition(module, &path, depth + 1);
            }
        };
        let mut rest = rest;
        while let [first, after @ ..] = rest {
            match first.as_str() {
                "super" => drop(at.pop()),
                _ if self.files.get(&at)?.children.contains(first) => at.push(first.clone()),
                _ => break,
            }
            rest = after;
        }
        let (file, name) = (self.files.get(&at)?, rest.first());
        let export = name.and_then(|name| file.exports.get(name));
        match export.filter(|_| depth < 8) {
            Some(export) => {
                let path = [export.as_slice(), &rest[1..]].concat();
                self.definition(&at, &path, depth + 1)
            }
            None => Some(&file.module),
        }
    }
}

impl SourceFile {
    fn read(file: PathBuf, module: ModulePath) -> Self {
        let code = fs::read_to_string(&file).unwrap();
        let mut syntax = syn::parse_file(&code).unwrap();
        let mut source = Self {
            file,
            module,
            types: Vec::new(),
            code_lines: 0,
            paths: BTreeSet::new(),
            exports: BTreeMap::new(),
            children: BTreeSet::new(),
            imports: BTreeMap::new(),
        };
        let lines: Vec<&str> = code.lines().collect();
        let mut is_code: Vec<bool> = lines.iter().map(|line| is_code(line)).collect();
        syntax.items.retain(|item| {
            let is_test = is_for_tests(item);
            if is_test {
                let span = item.span();
                is_code[span.start().line - 1..span.end().line].fill(false);
            }
            !is_test
        });
        source.code_lines = is_code.iter().filter(|is_code| **is_code).count();
        source.visit_file(&syntax);
        source
    }

    fn take_in(&mut self, tree: &UseTree, before: &[String], is_export: bool) {
        let (name, behind) = match tree {
            UseTree::Path(path) => {
                let before = [before, &[path.ident.to_string()]].concat();
                return self.take_in(&path.tree, &before, is_export);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.take_in(tree, before, is_export);
                }
                return;
            }
            UseTree::Name(name) if name.ident == "self" => match before.last() {
                Some(last) => (last.clone(), before.to_vec()),
                None => return,
            },
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                (name.clone(), [before, &[name]].concat())
            }
            UseTree::Rename(rename) => {
                let path = [before, &[rename.ident.to_string()]].concat();
                (rename.rename.to_string(), path)
            }
            UseTree::Glob(_) => {
                self.paths.insert(before.to_vec());
                return;
            }
        };
        if is_export {
            self.exports.insert(name, behind);
        } else {
            self.paths.insert(behind.clone());
            self.imports.insert(name, behind);
        }
    }

    fn define(&mut self, visibility: &Visibility, name: &syn::Ident) {
        if !matches!(visibility, Visibility::Inherited) {
            self.types.push(name.to_string());
        }
    }
}

impl Visit<'_> for SourceFile {
    fn visit_item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => self.define(&item.vis, &item.ident),
            Item::Enum(item) => self.define(&item.vis, &item.ident),
            Item::Trait(item) => self.define(&item.vis, &item.ident),
            Item::Type(item) => self.define(&item.vis, &item.ident),
            Item::Mod(item) => drop(self.children.insert(item.ident.to_string())),
            _ => {}
        }
        if !is_for_tests(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &ItemUse) {
        let is_export = !matches!(item.vis, Visibility::Inherited);
        self.take_in(&item.tree, &[], is_export);
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let segments = path.segments.iter().map(|part| part.ident.to_string());
        self.paths.insert(segments.collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &syn::Macro) {
        // Most macros take expressions; the others name nothing of ours.
        let parser = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = call.parse_body_with(parser) {
            for argument in &arguments {
                self.visit_expr(argument);
            }
        }
        visit::visit_macro(self, call);
    }
}

/// Returns whether a line holds more than blanks and a comment.
fn is_code(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("//")
}

fn is_for_tests(item: &Item) -> bool {
    let attributes = match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|condition| condition.is_ident("test"))
    })
}

fn module_of(file: &Path) -> ModulePath {
    let below = file.strip_prefix("src").unwrap().with_extension("");
    let mut module: ModulePath = below
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
        module.pop();
    }
    module
}

/// Returns all Rust files below a folder.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}
